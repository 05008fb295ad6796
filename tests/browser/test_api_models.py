"""The API page's forms for uploaded models: a file is sent, asked about, and deleted."""

import json

from playwright.sync_api import Page, expect

from tests.app.models.files import FIXTURES
from tests.browser.watch import Watch


def answer(page: Page, operation: str) -> str:
    """Press an operation's button; return the answer's text."""
    card = page.locator(f"#{operation}")
    card.get_by_role("button", name="Send").click()
    expect(card.locator(".status")).to_be_visible()
    return card.locator(".answer").inner_text()


def test_a_model_is_uploaded_read_and_deleted(page: Page, watch: Watch) -> None:
    watch.allow("403")
    page.goto("/api")
    page.locator("#create_model input[type=file]").set_input_files(FIXTURES / "pytorch-one.safetensors")
    expect(page.locator("#create_model .curl code")).to_contain_text("-F 'file=@pytorch-one.safetensors'")
    status, _, body = answer(page, "create_model").partition("\n")
    assert status.startswith(("201 Created", "200 OK"))
    about = json.loads(body)
    model = about["id"]
    assert about["name"] == "pytorch-one.safetensors"
    for operation in ("read_model", "read_model_weights", "delete_model"):
        page.locator(f"#{operation} input[name=id]").fill(model)
    expect(page.locator("#read_model .curl code")).to_contain_text(f"/api/v1/models/{model}")
    assert '"name": null' in answer(page, "read_model")
    assert '"W": [' in answer(page, "read_model_weights")
    assert answer(page, "delete_model").startswith("403 Forbidden")
    page.locator("#delete_model input[name=token]").fill(about["deletion_token"])
    expect(page.locator("#delete_model .curl code")).to_contain_text(
        f"-H 'Deletion-Token: {about['deletion_token']}'"
    )
    page.locator("#delete_model").get_by_role("button", name="Send").click()
    expect(page.locator("#delete_model .status")).to_contain_text("204 No Content")
    assert page.locator("#delete_model .answer pre").count() == 0
