"""How the tutorial teaches: twelve rules, and for each the tests that hold it."""

import re
from collections.abc import Iterator

import pytest

from app.config import ROOT
from app.learn.shipped import shipped_presets
from app.learn.text.outline import Screen
from app.learn.text.parts import Figure, Part, Question
from app.learn.text.tutorial import read_tutorial
from app.learn.truth.moments import moment
from app.learn.truth.runs import Runs

SCREENS, FIGURES = "tests/browser/test_learn_screens.py", "tests/browser/test_learn_figures.py"
WALK = (SCREENS, "test_every_figure_question_and_task_of_a_chapter")
HERE = "tests/app/learn/test_teaching.py"
TESTS: dict[str, tuple[tuple[str, str], ...]] = {
    "1 predict, then reveal; a question may be skipped": (
        WALK,
        (HERE, "test_a_question_about_a_figure_is_asked_before_the_figure_answers_it"),
        (
            "tests/browser/test_learn_answers.py",
            "test_an_answer_gets_its_own_reason_and_the_first_one_is_noted",
        ),
        (
            "tests/browser/test_learn_draw.py",
            "test_a_course_is_drawn_by_keys_and_judged_once_its_script_is_there",
        ),
        ("tests/browser/test_learn_typed.py", "test_a_number_is_typed_and_each_mistake_has_words_of_its_own"),
    ),
    "2 the learner sets the pace": (
        ("tests/browser/test_scene.py", "test_stepping_forward_and_back_shows_the_same_pictures"),
        (
            "tests/browser/test_water.py",
            "test_nothing_goes_on_by_itself_and_texts_stay_while_something_moves",
        ),
        ("tests/browser/test_learn_walk.py", "test_inside_a_figure_the_arrows_belong_to_the_figure"),
        ("tests/js/state/reducer.test.js", "play stops at the end, and play at the end begins anew"),
    ),
    "3 text, then key, then motion": (
        (
            "tests/browser/test_water.py",
            "test_nothing_goes_on_by_itself_and_texts_stay_while_something_moves",
        ),
        ("tests/browser/test_cell.py", "test_the_way_between_the_views_takes_four_tenths_of_a_second"),
        ("tests/browser/test_cell.py", "test_with_reduced_motion_the_other_view_is_there_at_once"),
        ("tests/browser/test_water.py", "test_with_reduced_motion_states_change_and_nothing_flows"),
    ),
    "4 what a control did is in view, and announced": (
        ("tests/browser/test_pins.py", "test_a_pins_effect_is_announced_with_the_traces_number"),
        ("tests/browser/test_scene.py", "test_the_untouched_run_stands_beside_the_turned_one_in_numbers"),
        (
            "tests/browser/test_learn_answers.py",
            "test_a_task_that_is_shown_says_so_in_view_and_leads_to_its_figure",
        ),
    ),
    "5 overview, operation, formula": (
        ("tests/browser/test_scene.py", "test_a_lane_or_a_network_that_is_pressed_is_asked_about"),
        ("tests/browser/test_scene.py", "test_every_opening_thickness_and_number_equals_the_trace"),
        (
            "tests/browser/test_learn_answers.py",
            "test_a_line_of_code_lights_its_part_when_pointed_at_or_focused",
        ),
        (FIGURES, "test_a_symbol_of_a_formula_and_its_valve_point_each_other_out"),
    ),
    "6 tasks, checked by the page": (
        (FIGURES, "test_a_valve_turned_by_hand_solves_a_task_and_counts"),
        ("tests/browser/test_learn_workbench.py", "test_a_unit_is_built_by_keys_and_hidden_runs_decide"),
        ("tests/app/learn/test_learn.py", "test_every_number_claim_question_and_solution_holds"),
    ),
    "7 comparisons are honest": (
        (
            "tests/app/learn/drawings/test_findings.py",
            "test_the_comparison_shows_every_seed_of_every_network",
        ),
        ("tests/app/learn/test_learn.py", "test_every_number_claim_question_and_solution_holds"),
    ),
    "8 the purpose is in the picture": (
        (HERE, "test_a_figure_of_a_network_with_answers_shows_what_it_answers"),
        WALK,
        ("tests/browser/test_scene.py", "test_every_opening_thickness_and_number_equals_the_trace"),
    ),
    "9 draw only what has been explained; what looks as if it could be turned can be turned": (
        (HERE, "test_views_gradient_and_dye_come_after_their_explanation"),
        (FIGURES, "test_a_figure_without_valves_to_turn_has_none"),
        (
            "tests/browser/test_parts.py",
            "test_a_picture_is_built_up_from_the_bare_pipe_and_its_numbers_stay_those_of_the_trace",
        ),
    ),
    "10 feedback where one looks": (
        WALK,
        (FIGURES, "test_on_a_phone_the_reason_stays_in_view_and_leads_to_the_picture"),
        (
            "tests/browser/test_learn_answers.py",
            "test_a_task_that_is_shown_says_so_in_view_and_leads_to_its_figure",
        ),
        ("tests/app/learn/test_paths.py", "test_the_right_choice_stands_in_any_place"),
    ),
    "11 a thing learnt comes back": (
        (HERE, "test_a_chapter_opens_with_two_questions_from_earlier_ones"),
        (HERE, "test_ten_mixed_questions_end_the_long_path"),
        (
            "tests/app/learn/pages/test_mixed.py",
            "test_the_first_three_deals_have_no_question_in_common_and_all_have_each",
        ),
        ("tests/browser/test_learn_sheet.py", "test_a_sheet_for_learners_or_teachers_is_one"),
    ),
    "12 nothing moves for ever by itself": (
        ("tests/browser/test_water.py", "test_water_comes_to_rest_and_at_rest_the_page_asks_for_no_frame"),
        ("tests/browser/test_water.py", "test_a_switch_stops_the_water_on_all_pages_and_lets_it_flow_again"),
    ),
}
"""Each rule and its tests: the file, and the name."""
TUTORIAL = read_tutorial(ROOT / "templates" / "learn", "en")
LONG = [chapter for chapter in TUTORIAL.chapters if chapter.path == "all"]
EXPLAINED = {"view=cell": 10, "view=symbols": 10, "gradient=": 15, "dye=": 12}
"""What a figure shows at first, and the chapter of the long path that explains it."""

IN_WORDS = {"q-dye-cause"}
"""Its answer is about another run, and is told in words."""


@pytest.mark.parametrize("rule", TESTS)
def test_each_rule_has_tests_that_exist(rule: str) -> None:
    assert TESTS[rule]
    for file, name in TESTS[rule]:
        source = (ROOT / file).read_text(encoding="utf-8")
        known = re.findall(
            r"^def (test_\w+)\(" if file.endswith(".py") else r'^test\("([^"]+)"', source, re.M
        )
        assert name in known, file


def test_there_are_twelve_rules() -> None:
    assert [int(rule.split()[0]) for rule in TESTS] == list(range(1, 13))


def parts() -> Iterator[tuple[int, Screen, Part]]:
    """Yield the parts of the long path with the number of their chapter."""
    for number, chapter in enumerate(LONG, start=1):
        for screen in chapter.screens:
            yield from ((number, screen, part) for part in screen.parts)


def test_a_question_about_a_figure_is_asked_before_the_figure_answers_it() -> None:
    """A figure that moves to the answer stands elsewhere before, or is covered."""
    figures = TUTORIAL.figures()
    asked = [(screen, part) for _, screen, part in parts() if isinstance(part, Question) and part.reveal]
    assert len(asked) > 30
    for screen, part in asked:
        start = figures[screen.figure_of(part) or ""].options
        goal = dict(word.split("=", 1) for word in (part.reveal.text if part.reveal else "").split())
        told = {key: start.get(key) for key in goal}
        assert part.covers or told != goal or part.id in IN_WORDS, part.id


def test_a_figure_of_a_network_with_answers_shows_what_it_answers() -> None:
    presets = shipped_presets()
    runs, heads = Runs(presets), 0
    for figure in TUTORIAL.figures().values():
        if figure.kind != "unit" or not runs.preset(moment(dict(figure.options), figure.place))["head"]:
            continue
        if "output" not in figure.options.get("parts", "output"):
            continue  # the way out has not been explained yet
        heads += 1
        still = ROOT / "templates" / "learn" / "stills" / "en" / f"{figure.id}.wide.svg"
        drawn = still.read_text(encoding="utf-8")
        assert "readout-end" in drawn or "row-answer" in drawn, figure.id
    assert heads > 40


def test_views_gradient_and_dye_come_after_their_explanation() -> None:
    early = [
        (figure.id, what)
        for number, _, figure in parts()
        if isinstance(figure, Figure)
        for what, chapter in EXPLAINED.items()
        if f"{what}" in " ".join(f"{key}={value}" for key, value in figure.options.items())
        and number < chapter
    ]
    early += [
        (figure.id, "views")
        for number, _, figure in parts()
        if isinstance(figure, Figure) and "views" in figure.controls and number < EXPLAINED["view=cell"]
    ]
    assert early == []


def test_a_chapter_opens_with_two_questions_from_earlier_ones() -> None:
    for chapter in LONG[2:]:
        opening = chapter.screens[0]
        asked = [part for part in opening.parts if isinstance(part, Question)]
        assert (opening.id, len(asked), opening.figures) == ("before", 2, ()), chapter.slug
        assert all(part.figure == "none" for part in asked)


def test_ten_mixed_questions_end_the_long_path() -> None:
    mixed = [screen for screen in LONG[-1].screens if screen.id.startswith("mixed")]
    asked = [part for screen in mixed for part in screen.parts if isinstance(part, Question)]
    assert len(asked) == 10
    assert all(part.figure == "none" for part in asked)
