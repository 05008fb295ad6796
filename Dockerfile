# The packages, from the lock with its hashes, without their tests and what a server never reads.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock \
    && /venv/bin/pip uninstall --yes pip setuptools \
    && cd /venv/lib/python3.11/site-packages \
    && find . -type d -name tests -prune -exec rm -r {} + \
    && find babel/locale-data -type f ! -name root.dat ! -name 'en*' ! -name 'zh*' -delete \
    && rm -r onnx/backend plotly/graph_objs plotly/labextension

# Scripts and styles, bundled.
FROM node:24-slim AS bundle
WORKDIR /srv
COPY .ci .ci
COPY static static
RUN .ci/bundle /bundle

# The app, with nothing that installs or builds.
FROM python:3.11-slim-bookworm
RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel \
    && find / -xdev -perm -4000 -exec chmod u-s {} + \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin memory-pipe
COPY --from=packages /venv /venv
WORKDIR /srv/memory-pipe
COPY lstm_core lstm_core
COPY app app
COPY templates templates
COPY --from=bundle /bundle static
RUN /venv/bin/python -m compileall -q app lstm_core \
    && install --directory --owner memory-pipe --mode 0700 /var/lib/memory-pipe
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEMORY_PIPE_DATA_DIR=/var/lib/memory-pipe
VOLUME /var/lib/memory-pipe
USER memory-pipe
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
CMD ["python", "-m", "uvicorn", "app.main:create_app", "--factory", "--host", "0.0.0.0", "--port", "8000", "--http", "app.http.connection:Connection", "--no-proxy-headers", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "3"]
