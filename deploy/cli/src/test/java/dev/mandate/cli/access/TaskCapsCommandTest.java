package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.client.PlayedServices.Asked;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.lookup.PlayedCommand;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code task-caps} asks for, and what it says. */
class TaskCapsCommandTest {
    private static final String SAID = """
            {"items":[{"of":"AUTONOMY","name":"AUTONOMOUS","longest":"PT15M"},{"of":"CLIENT","name":"cli_1","longest":"PT1H30M"},
                      {"of":"CLIENT","name":"cli_gone","longest":"PT1M30S"},{"of":"ROLE","name":"finance","longest":"PT1M"}]}""";

    @TempDir
    Path home;

    private String put = "";

    @Test
    void all_that_is_said_is_listed_by_names() throws Exception {
        assertThat(played(TaskCapsCommand::list).lines())
                .containsExactly(
                        "  kind      name            last at most",
                        "  --------  --------------  -----------------------",
                        "  autonomy  autonomous      15 minutes",
                        "  client    “Wiki” (cli_1)  1 hour and 30 minutes",
                        "  client    cli_gone        1 minute and 30 seconds",
                        "  role      finance         1 minute");
    }

    @Test
    void of_a_client_it_is_said_by_its_name_with_why() throws Exception {
        assertThat(played(context -> TaskCapsCommand.set(context, Of.CLIENT, "Wiki", 10, "it only reads")))
                .isEqualTo("  tasks of “Wiki” (cli_1) last 10 minutes at most\n");
        assertPut("{\"of\":\"CLIENT\",\"name\":\"cli_1\",\"longest\":\"PT10M\",\"reason\":\"it only reads\"}");
    }

    @Test
    void of_what_agents_are_and_of_a_role_it_is_said_in_words() throws Exception {
        assertThat(played(context -> TaskCapsCommand.set(context, Of.AUTONOMY, "autonomous", 1440, null)))
                .isEqualTo("  tasks of agents that are autonomous last 24 hours at most\n");
        assertPut("{\"of\":\"AUTONOMY\",\"name\":\"AUTONOMOUS\",\"longest\":\"PT24H\"}");
        assertThat(played(context -> TaskCapsCommand.set(context, Of.ROLE, "finance", 5, null)))
                .isEqualTo("  tasks that people with the role “finance” give last 5 minutes at most\n");
        assertPut("{\"of\":\"ROLE\",\"name\":\"finance\",\"longest\":\"PT5M\"}");
    }

    @Test
    void nothing_is_said_of_what_there_is_not() {
        refused(context -> TaskCapsCommand.set(context, Of.AUTONOMY, "free", 5, null), "supervised, delegated or");
        refused(context -> TaskCapsCommand.set(context, Of.CLIENT, "nobody at all", 5, null), "no agent or client");
        refused(context -> TaskCapsCommand.set(context, Of.ROLE, "finanse", 5, null), "did you mean finance");
        refused(context -> TaskCapsCommand.set(context, Of.ROLE, "finance", 0, null), "from 1 to 1440");
        refused(context -> TaskCapsCommand.set(context, Of.ROLE, "finance", 1441, null), "from 1 to 1440");
        refused(context -> TaskCapsCommand.remove(context, Of.ROLE, "sales", null), "`task-caps list`");
    }

    @Test
    void what_was_said_is_taken_back_of_whom_there_is_no_more_too() throws Exception {
        assertThat(played(context -> TaskCapsCommand.remove(context, Of.CLIENT, "Wiki", "reviewed")))
                .isEqualTo("  nothing is said any more of how long tasks of “Wiki” (cli_1) last\n");
        assertPut("{\"of\":\"CLIENT\",\"name\":\"cli_1\",\"reason\":\"reviewed\"}");
        played(context -> TaskCapsCommand.remove(context, Of.CLIENT, "cli_gone", null));
        assertPut("{\"of\":\"CLIENT\",\"name\":\"cli_gone\"}");
        played(context -> TaskCapsCommand.remove(context, Of.AUTONOMY, "autonomous", null));
        assertPut("{\"of\":\"AUTONOMY\",\"name\":\"AUTONOMOUS\"}");
    }

    private void refused(PlayedCommand command, String why) {
        assertThatThrownBy(() -> played(command)).hasMessageContaining(why);
        assertThat(put).as("put").isEmpty();
    }

    private void assertPut(String body) throws IOException {
        var json = new ObjectMapper();
        assertThat(json.readTree(put)).isEqualTo(json.readTree(body));
    }

    private Said answer(Asked request) {
        var wiki = "{\"client\":\"cli_1\",\"name\":\"Wiki\"}";
        if (request.path().equals("/task-caps")) {
            if (!request.body().isEmpty()) put = request.body();
            return new Said(200, SAID);
        }
        if (request.path().equals("/clients"))
            return new Said(200, "{\"items\":[" + (request.uri().getQuery().contains("name=Wiki") ? wiki : "") + "]}");
        if (request.path().equals("/clients/cli_1")) return new Said(200, wiki);
        if (request.path().equals("/agents")) return new Said(200, "{\"items\":[]}");
        if (request.path().equals("/catalog/role")) return new Said(200, "{\"items\":[{\"id\":\"finance\"}]}");
        if (request.path().equals("/catalog/role/finance")) return new Said(200, "{\"id\":\"finance\"}");
        return new Said(404, "{\"title\":\"Not found\"}");
    }

    /** @return what was printed */
    private String played(PlayedCommand command) throws IOException {
        return command.printed(home, this::answer);
    }
}
