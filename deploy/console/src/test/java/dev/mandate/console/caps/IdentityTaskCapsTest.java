package dev.mandate.console.caps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.NamedClients;
import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.caps.TaskCaps.Cap;
import dev.mandate.console.frame.Told;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long tasks last as identity-service's API has it, for a page. */
class IdentityTaskCapsTest {
    private final PlayedApis apis = new PlayedApis();
    private final TaskCaps caps = new IdentityTaskCaps(apis.asAda(), new NamedClients(apis.asAda()));

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void agents_and_applications_are_named_and_what_has_no_name_is_its_id() {
        apis.says(
                "/task-caps",
                200,
                "{'items':[{'of':'AUTONOMY','name':'AUTONOMOUS','longest':'PT1M30S'},{'of':'CLIENT','name':'cli_1','longest':'PT1H30M'},"
                        + "{'of':'CLIENT','name':'agt_9','longest':'PT1H'}]}");
        apis.says("/clients/cli_1", 200, "{'client':'cli_1','name':'Wiki'}");
        assertThat(caps.list().caps())
                .containsExactly(
                        new Cap(Of.AUTONOMY, "AUTONOMOUS", "AUTONOMOUS", Duration.ofSeconds(90)),
                        new Cap(Of.CLIENT, "cli_1", "Wiki", Duration.ofMinutes(90)),
                        new Cap(Of.CLIENT, "agt_9", "agt_9", Duration.ofMinutes(60)));
        apis.says("/task-caps", 403, "{}");
        assertThat(caps.list().allowed()).isFalse();
    }

    @Test
    void an_application_is_said_by_its_id_and_what_the_service_refuses_is_told() {
        apis.says("/clients?limit=2&name=Wiki", 200, "{'items':[{'client':'cli_1','name':'Wiki'}]}");
        apis.says("/task-caps", 200, "{'items':[]}");
        assertThat(caps.say(Of.CLIENT, "Wiki", 30, "why")).isEqualTo(new Told.Done());
        assertThat(last()).startsWith("PUT /task-caps").contains("'cli_1'", "'PT30M'", "'why'");
        assertThat(caps.say(Of.CLIENT, "cli_gone", null, "")).isEqualTo(new Told.Done());
        assertThat(last()).contains("'cli_gone'").doesNotContain("longest");
        assertThat(caps.say(Of.CLIENT, "agt_9", 30, ""))
                .as("one that is no client")
                .isEqualTo(new Told.Done());
        assertThat(last()).startsWith("PUT /task-caps").contains("'agt_9'");
        apis.says("/task-caps", 400, "{'title':'Name a role of the catalogue'}");
        assertThat(caps.say(Of.ROLE, "finanse", 30, "")).isEqualTo(Told.refused("Name a role of the catalogue."));
    }

    @Test
    void an_application_that_there_is_not_is_told_and_nothing_is_said() {
        apis.says("/clients?limit=2&name=Wikki", 200, "{'items':[]}");
        assertThat(caps.say(Of.CLIENT, "Wikki", 30, "")).isInstanceOf(Told.Refused.class);
        assertThat(apis.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    private String last() {
        return apis.asked().get(apis.asked().size() - 1).replace('"', '\'');
    }
}
