package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Service;
import java.util.Map;

/** Somebody who chose a password by an invitation, and acts on the console's pages. */
final class PersonAtConsole {
    static final String PASSWORD = "seven grey herons wade";

    final Browser browser = new Browser();
    private final String employee;
    private final String console;

    private PersonAtConsole(Stage stage, String employee) {
        this.employee = employee;
        this.console = stage.system.ports().url(Service.CONSOLE);
    }

    static PersonAtConsole invited(Stage stage, String employee) {
        var link = stage.api
                .post(
                        Service.IDENTITY,
                        "/identities/" + stage.cast.person(employee) + "/invitation",
                        stage.cast.admin(),
                        Map.of())
                .orRefuse()
                .path("link")
                .asText();
        var once = new Browser();
        var chosen = once.send(
                link + "/password", "form", once.open(link).field("form"), "password", PASSWORD, "repeated", PASSWORD);
        assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
        return new PersonAtConsole(stage, employee);
    }

    /** @param path of the console */
    Browser.Page opens(String path) {
        return browser.open(console + path);
    }

    /** On the sign-in page to which a page of the console led. */
    Browser.Page signsIn(Browser.Page asked) {
        return browser.send(
                asked.at().resolve("/sign-in").toString(),
                "form",
                asked.field("form"),
                "request",
                asked.field("request"),
                "name",
                employee,
                "password",
                PASSWORD);
    }

    /** Follows the link of an agent that asks by a code for one tool, signs in on the way, and agrees for a quarter of an hour. */
    Browser.Page agreesAt(String link) {
        var typed = browser.open(link);
        if (typed.at().getPath().equals("/sign-in")) typed = signsIn(typed);
        var device = typed.at().resolve("/device").toString();
        var asked = browser.send(device, "form", typed.field("form"), "code", typed.field("code"));
        return browser.send(
                device + "/answer",
                "form",
                asked.field("form"),
                "carried",
                asked.field("carried"),
                "answer",
                "agree",
                "tool",
                asked.field("tool"),
                "minutes",
                "15");
    }

    Browser.Page answers(Browser.Page page, String answer) {
        return browser.send(
                page.at() + "/answer",
                "csrf-token",
                page.field("csrf-token"),
                "shown",
                page.field("shown"),
                "reason",
                "Bo asked for it",
                "answer",
                answer);
    }
}
