"""The gates of a model of PyTorch or Keras, recorded while the model runs itself."""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import numpy as np

import lstm_core.interop.frameworks.keras_calls as keras_calls
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.torch_calls import Call, Module, kind_of, plain_name
from lstm_core.running.trace import Trace
from lstm_core.stacks.trace import StackRun


@contextmanager
def watch(module: Any, keep: Collection[str] | None = None) -> Iterator["Recording"]:
    """Record every gate of a PyTorch or Keras model while the model runs itself.

    ::

        with watch(model) as traces:
            model(batch)
        traces["encoder.l0.forward"].f

    Parameters
    ----------
    module : torch.nn.Module or keras.Layer
        Any module with ``nn.LSTM``, ``nn.GRU``, ``nn.RNN`` or their cells in it; or any layer or model of
        Keras with ``LSTM``, ``GRU``, ``SimpleRNN``, ``RNN`` or ``Bidirectional`` in it. Its results stay the
        same, and gradients flow as without. What ``torch.compile`` made runs uncompiled meanwhile; a Keras
        model is called itself, ``model(x)``, as ``predict`` may compile it.
    keep : names, optional
        The only arrays to keep of each trace, as in `lstm_core.run`.

    Yields
    ------
    Recording
        The traces by name. Inputs, states and weights are copied at each call; the gates are computed from
        them when they are asked for, and held against the module's own answers.

    Raises
    ------
    FormatError
        If it is not a module, has no recurrent network, or has one that is quantized.
    """
    ends: list[Callable[[], None]] = []
    if keras_calls.is_layer(module):
        layers = dict(keras_calls.recurrent_layers(module))
        recording = Recording(
            {name: Recorded(keras_calls.Layer(name, one), keep) for name, one in layers.items()}
        )
        ends += [keras_calls.attach(one, recording.modules[name].note) for name, one in layers.items()]
    else:
        parts = dict(_recurrent(module))
        recording = Recording({name: Recorded(Module(name, part), keep) for name, part in parts.items()})
        for name, part in parts.items():
            hook = _noting(recording.modules[name].note)
            ends.append(part.register_forward_hook(hook, with_kwargs=True).remove)
    try:
        with _uncompiled():
            yield recording
    finally:
        for end in ends:
            end()


class Recorded:
    """The calls of one module.

    Parameters
    ----------
    module : Module or keras_calls.Layer
        The network or cell.
    keep : names, optional
        The only arrays to keep of each trace.
    """

    def __init__(self, module: Module | keras_calls.Layer, keep: Collection[str] | None) -> None:
        self.module = module
        self._keep = None if keep is None else {*keep, "h"}
        self._sequences: list[list[Call]] = []
        self._faults: list[FormatError | None] = []
        self.refused: FormatError | None = None
        self._runs: dict[int, tuple[int, StackRun]] = {}

    def note(self, given: tuple[Any, ...], named: dict[str, Any], outcome: Any) -> None:
        """Add a call. A step of a cell that takes up the state of the step before goes on with its run."""
        try:
            call = self.module.call(given, named, outcome)
        except FormatError as error:  # the model runs on; who asks is told
            self.refused = error
            return
        if self.module.is_cell and self._sequences and _goes_on(self._sequences[-1][-1], call):
            self._sequences[-1].append(call)
        else:
            self._sequences.append([call])
            self._faults.append(self.module.fault())

    def __len__(self) -> int:
        return len(self._sequences)

    def traces(self) -> dict[str, int]:
        """Return the name of each trace, and its place among the layers and directions of a run."""
        name = self.module.name
        if not self._sequences:
            return {}
        if self.module.is_cell:
            return {name or "cell": 0}
        places = ((f"l{k}", way) for k, way, _ in self._sequences[0][0].stack.directions)
        return {".".join(filter(None, (name, *place))): k for k, place in enumerate(places)}

    def run(self, k: int) -> StackRun:
        """Return the run of a call, or of the steps of a cell that carry its state on.

        Raises
        ------
        FormatError
            If its gates cannot be computed, or our numbers are not those of the module.
        """
        calls, fault = self._sequences[k], self._faults[k]
        if fault is not None:
            raise fault
        steps, run = self._runs.get(k, (0, None))
        if run is None or steps != len(calls):
            run = self._computed(calls)
            self._runs[k] = len(calls), run
        return run

    def _computed(self, calls: list[Call]) -> StackRun:
        first = calls[0]
        x, h = (np.concatenate([getattr(call, name) for call in calls]) for name in ("x", "h"))
        run = first.stack.run(
            x, first.starts.get("h0"), first.starts.get("C0"), lengths=first.lengths, keep=self._keep
        )
        difference = first.apart(run, h)
        if not difference <= first.agreement:
            raise FormatError(
                f"module {self.module.name or 'itself'}",
                f"answers that differ by {difference:.2g} from what its weights and inputs give",
                f"{first.agreement:g} at most; has it a forward method, a hook or weights of its own?",
            )
        return run


class Recording(Mapping[str, Trace]):
    """What was recorded: the trace of the last call by name.

    The name of a layer of a network is the module's with layer and direction, ``"encoder.l0.forward"``; that
    of a cell is the module's own.

    Parameters
    ----------
    modules : dict of Recorded
        The calls of each network and cell, by the module's name.
    """

    def __init__(self, modules: Mapping[str, Recorded]) -> None:
        self.modules = modules

    def runs(self, module: str) -> tuple[StackRun, ...]:
        """Return the run of each call of a module, with all its layers and directions.

        Raises
        ------
        KeyError
            If no network or cell has this name.
        FormatError
            If the gates of a call cannot be computed: another activation than ours, dropout in training, a
            mask that leaves out other steps than the last ones, or numbers that are not those of the module.
        """
        if module not in self.modules:
            raise KeyError(f"{module} is not watched, expected one of {', '.join(self.modules)}")
        recorded = self.modules[module]
        if recorded.refused is not None:
            raise recorded.refused
        return tuple(recorded.run(k) for k in range(len(recorded)))

    def calls(self, name: str) -> tuple[Trace, ...]:
        """Return the trace of each call by the name of a trace, the first call first.

        Raises
        ------
        KeyError
            If nothing was recorded under this name.
        FormatError
            As in `runs`.
        """
        module, place = self._place(name)
        return tuple(run.layers[place].trace for run in self.runs(module))

    def __getitem__(self, name: str) -> Trace:
        module, place = self._place(name)
        recorded = self.modules[module]
        return recorded.run(len(recorded) - 1).layers[place].trace

    def __iter__(self) -> Iterator[str]:
        for recorded in self.modules.values():
            yield from recorded.traces()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        counts = {name: len(recorded) for name, recorded in self.modules.items()}
        told = ", ".join(f"{name or 'the module'} {count}" for name, count in counts.items())
        return f"<Recording: calls of {told}; traces {', '.join(self) or 'none'}>"

    def _place(self, name: str) -> tuple[str, int]:
        for module, recorded in self.modules.items():
            if name in (places := recorded.traces()):
                return module, places[name]
        for recorded in self.modules.values():
            if recorded.refused is not None:
                raise recorded.refused
        known = f"one of {', '.join(self)}" if len(self) else "a call of the model first"
        raise KeyError(f"{name} was not recorded, expected {known}")


def _recurrent(module: Any) -> Iterator[tuple[str, Any]]:
    """Yield the recurrent networks and cells of a module with their names."""
    if not hasattr(module, "named_modules"):
        raise FormatError("module", type(module).__name__, "a torch.nn.Module or a keras.Layer")
    found = [(plain_name(name), part) for name, part in module.named_modules() if kind_of(part)]
    if not found:
        raise FormatError(
            "module",
            f"{type(module).__name__} without a recurrent network",
            "nn.LSTM, nn.GRU, nn.RNN or one of their cells in it",
        )
    yield from found


def _noting(note: Callable[[tuple[Any, ...], dict[str, Any], Any], None]) -> Callable[..., None]:
    """Return a hook that changes nothing."""

    def hook(_part: object, given: tuple[Any, ...], named: dict[str, Any], outcome: Any) -> None:
        note(given, named, outcome)

    return hook


def _uncompiled() -> AbstractContextManager[Any]:
    """Return what lets compiled code run as it was written: it would not call hooks that came later."""
    compiler = getattr(sys.modules.get("torch"), "compiler", None)
    stance = getattr(compiler, "set_stance", None)
    return stance("force_eager") if stance else nullcontext()


def _goes_on(before: Call, after: Call) -> bool:
    """Return whether a step takes up the states in which another one ended, with the same weights."""
    return (
        after.stack is before.stack
        and after.x.shape == before.x.shape
        and after.starts.keys() == before.last.keys()
        and all(np.array_equal(after.starts[name], state) for name, state in before.last.items())
    )
