"""Three ways to use a page: with a pointer, with the keys alone, with a pointer and without JavaScript."""

from typing import Any, ClassVar

from playwright.sync_api import Locator, Page

FARTHEST = 150  # presses of Tab
MOST_REMARKS = 9
LINE = "text => text.value.slice(0, text.selectionStart).split('\\n').length"
IS_FOCUSED = "element => element === document.activeElement"


class Pointer:
    """Clicks and types."""

    options: ClassVar[dict[str, Any]] = {}  # of the browser
    study: ClassVar[Any] = "mouse"  # as tests.browser.study calls it

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def code(self) -> Locator:
        """The text of a deck's editor."""
        return self.page.locator("#text")

    def go(self, place: str) -> None:
        """By the masthead: one of the places there, or of the menu under one's name."""
        link = self.page.get_by_role("banner").get_by_role("link", name=place, exact=True)
        if not link.is_visible():
            self.act(self.page.locator(".menu > summary"))
        self.act(link)

    def follow(self, name: str) -> None:
        self.act(self.main.get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        self.act(self.main.get_by_role("button", name=name).first)

    def act(self, target: Locator) -> None:
        target.click()

    def tick(self, label: str) -> None:
        self.main.get_by_label(label).click()

    def type(self, label: str, text: str) -> None:
        self.write(self.main.get_by_label(label, exact=True), text)

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, label: str, option: str) -> None:
        self.main.get_by_label(label).select_option(option)

    def answer(self, text: str) -> None:
        """Give it to a quiz's question and go on."""
        self.write(self.page.locator("#question .typed"), text)
        self.act(self.page.locator("[data-key=n]"))

    def edit(self, old: str, new: str) -> None:
        """Put other lines in the place of these, in the editor."""
        line, text = self.line_of(old), self.code
        text.click()
        text.press("Control+Home")
        for _ in range(line - 1):
            text.press("ArrowDown")
        self.replace(old, new)

    def mend(self, old: str, new: str) -> None:
        """The same, by the problem that is told of the first of these lines."""
        self.act(self.page.locator(f'#checked a[data-line="{self.line_of(old)}"]').first)
        self.replace(old, new)

    def check(self) -> None:
        self.press("Check and save")

    def line_of(self, lines: str) -> int:
        before, found, _ = self.code.input_value().partition(lines)
        assert found and before.endswith("\n"), lines
        return before.count("\n") + 1

    def replace(self, old: str, new: str) -> None:
        """From the line on in which the cursor stands."""
        self.page.keyboard.press("Home")
        for _ in range(old.count("\n")):
            self.page.keyboard.press("Shift+ArrowDown")
        if new:
            self.page.keyboard.insert_text(new)
        else:
            self.page.keyboard.press("Delete")


class Keyboard(Pointer):
    """Reaches everything with Tab, and touches nothing."""

    study = "keyboard"

    def reach(self, target: Locator) -> None:
        target.wait_for()
        there = target.element_handle()  # found once: to find it by its role again at each step takes long
        for _ in range(FARTHEST):
            if there.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def act(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def tick(self, label: str) -> None:
        self.reach(self.main.get_by_label(label))
        self.page.keyboard.press("Space")

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)  # as pasting does

    def choose(self, label: str, option: str) -> None:
        self.reach(self.main.get_by_label(label))
        self.page.keyboard.type(option)

    def answer(self, text: str) -> None:
        self.reach(self.page.locator("#question .typed"))
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def edit(self, old: str, new: str) -> None:
        line = self.line_of(old)
        self.reach(self.code)
        self.page.keyboard.press("Control+Home")
        for _ in range(line - 1):
            self.page.keyboard.press("ArrowDown")
        self.replace(old, new)

    def mend(self, old: str, new: str) -> None:
        line = self.line_of(old)
        for _ in range(MOST_REMARKS):
            self.page.keyboard.press("F8")  # to the next problem or remark
            if self.code.evaluate(LINE) == line:
                return self.replace(old, new)
        raise AssertionError(f"F8 does not lead to line {line}")

    def check(self) -> None:
        self.page.keyboard.press("Control+s")


class WithoutScript(Pointer):
    """Has the plain pages only."""

    options: ClassVar[dict[str, Any]] = {"java_script_enabled": False}

    def edit(self, old: str, new: str) -> None:
        text = self.code.input_value()
        assert old in text, old
        self.code.fill(text.replace(old, new))

    mend = edit
