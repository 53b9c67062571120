package dev.mandate.console.crossapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.NamedClients;
import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.crossapp.CrossApp.Place;
import dev.mandate.console.frame.Told;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who acts elsewhere as identity-service's API has it, for a page. */
class IdentityCrossAppTest {
    private static final String ONES = "/clients/cli_1/cross-app-access";
    private static final String TWO =
            "{'permissions':[{'audience':'https://chat.example','resource':'https://chat.example/mcp',"
                    + "'clientId':'wiki','scopes':['chat.read'],'tools':[],'email':true},"
                    + "{'audience':'https://mail.example','clientId':'wiki','scopes':[],'tools':[],'email':false}]}";
    private final PlayedApis apis = new PlayedApis();
    private final CrossApp crossApp = new IdentityCrossApp(apis.asAda(), new NamedClients(apis.asAda()));

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void all_are_listed_with_their_names_or_he_is_told_that_it_isn_t_for_him() {
        apis.says(
                "/cross-app-access?limit=25&after=x",
                200,
                "{'items':[{'client':'agt_1','clientName':'clerk','audience':'https://chat.example','clientId':'clerk','scopes':[],"
                        + "'tools':['chat.post','chat.list'],'audTenant':'acme','email':true}],'next':'y'}");
        var listed = crossApp.list("x");
        assertThat(listed.next()).isEqualTo("y");
        assertThat(listed.relations()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("clerk");
            assertThat(one.words())
                    .isEqualTo(
                            "at https://chat.example as “clerk”, for whatever it serves, with whatever it is given there,"
                                    + " within tasks that have chat.post and chat.list, in the tenant “acme”, telling the person's mail address");
        });
        apis.says("/cross-app-access?limit=25", 403, "{}");
        assertThat(crossApp.list("").allowed()).isFalse();
    }

    @Test
    void another_place_is_written_beside_those_that_it_has() {
        apis.says("/clients?limit=2&name=Wiki", 200, "{'items':[{'client':'cli_1','name':'Wiki'}]}");
        apis.says(ONES, 202, TWO);
        var told = crossApp.let("Wiki", Map.of("audience", "https://chat.example/", "clientId", "other"), "");
        assertThat(told).isInstanceOf(Told.Waits.class);
        assertThat(last())
                .startsWith("PUT " + ONES)
                .contains("https://chat.example/mcp", "https://mail.example", "\"clientId\":\"other\"");
    }

    @Test
    void what_ends_is_that_place_alone_and_one_that_isn_t_there_ends_nothing() {
        apis.says(ONES, 200, TWO);
        assertThat(crossApp.end(new Place("cli_1", "https://mail.example", ""), "over"))
                .isEqualTo(new Told.Done());
        assertThat(last())
                .contains("https://chat.example/mcp", "\"reason\":\"over\"")
                .doesNotContain("mail.example");
        assertThat(crossApp.end(new Place("cli_1", "https://gone.example", ""), ""))
                .isEqualTo(new Told.Refused("It doesn't act there any more."));
    }

    /** Else all that it has would be taken away. */
    @Test
    void where_what_it_has_isn_t_told_nothing_is_written() {
        apis.says("/clients?limit=2&name=Wiki", 200, "{'items':[{'client':'cli_1','name':'Wiki'}]}");
        apis.says(ONES, 403, "{}");
        assertThat(crossApp.let("Wiki", Map.of("audience", "https://chat.example"), ""))
                .isInstanceOf(Told.Refused.class);
        assertThat(crossApp.end(new Place("cli_1", "https://chat.example", ""), ""))
                .isInstanceOf(Told.Refused.class);
        assertThat(apis.asked()).noneMatch(asked -> asked.startsWith("PUT"));
    }

    @Test
    void what_another_has_changed_meanwhile_is_read_again_and_kept() {
        apis.says(ONES, 200, TWO);
        apis.tags(ONES, "\"of-two\"");
        crossApp.end(new Place("cli_1", "https://mail.example", ""), "");
        assertThat(last()).endsWith("if it is still \"of-two\"");

        apis.says(ONES, 412, "{'title':'Look where it acts now, and ask again'}");
        apis.saysOnce(ONES, 200, TWO);
        assertThat(crossApp.end(new Place("cli_1", "https://mail.example", ""), ""))
                .as("what can't be read again is told")
                .isEqualTo(Told.refused("Look where it acts now, and ask again."));
    }

    @Test
    void who_is_named_wrongly_is_asked_for_by_what_is_like_it() {
        apis.says("/clients?limit=2&name=Wikki", 200, "{'items':[]}");
        apis.says("/clients?limit=5&nameHas=Wik", 200, "{'items':[{'client':'cli_1','name':'Wikkipedia'}]}");
        assertThat(crossApp.let("Wikki", Map.of(), ""))
                .isEqualTo(new Told.Refused("No application or agent is named “Wikki”. There are “Wikkipedia”."));
        apis.says("/clients?limit=2&name=Wiki", 200, "{'items':[{'client':'cli_1'},{'client':'cli_2'}]}");
        assertThat(crossApp.let("Wiki", Map.of(), ""))
                .isInstanceOfSatisfying(
                        Told.Refused.class, no -> assertThat(no.advice()).contains("name one by its id"));
    }

    @Test
    void whoever_is_named_by_an_id_is_meant_also_where_another_one_is_called_so() {
        apis.says("/clients/cli_1", 200, "{'client':'cli_1','name':'Wiki'}");
        apis.says("/clients?limit=2&name=cli_1", 200, "{'items':[{'client':'agt_9','name':'cli_1'}]}");
        apis.says(ONES, 202, TWO);
        assertThat(crossApp.let("cli_1", Map.of("audience", "https://other.example"), ""))
                .isInstanceOf(Told.Waits.class);
        assertThat(last()).startsWith("PUT " + ONES);
    }

    private String last() {
        return apis.asked().get(apis.asked().size() - 1);
    }
}
