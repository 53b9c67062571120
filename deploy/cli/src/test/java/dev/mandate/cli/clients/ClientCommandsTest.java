package dev.mandate.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientCommandsTest {
    @Test
    void a_client_is_shown_by_what_it_is_and_nothing_that_it_is_not() throws Exception {
        assertThat(ClientsCommand.text(json("""
                        {"client":"cli_1","name":"Wiki","status":"ACTIVE","authentication":"client_secret_basic","scopes":["openid"],
                         "grantTypes":["authorization_code","urn:ietf:params:oauth:grant-type:token-exchange"],
                         "redirectUris":["https://wiki.example/back"],"postLogoutRedirectUris":[],"idTokenSignedResponseAlg":"ES256"}""")))
                .contains("  name: Wiki (cli_1)\n", "  grants: authorization_code token-exchange\n")
                .contains("  people come back to: https://wiki.example/back\n", "  ID tokens signed by: ES256\n")
                .doesNotContain("PKCE", "serves", "after signing out");
        assertThat(ClientsCommand.grant("token-exchange")).isEqualTo("urn:ietf:params:oauth:grant-type:token-exchange");
        assertThat(ClientsCommand.grant("refresh_token")).isEqualTo("refresh_token");
    }

    @Test
    void where_a_client_acts_is_told_in_a_line_each_and_one_is_changed_beside_the_others() throws Exception {
        var all = json("""
                [{"audience":"https://chat.example","resource":"https://chat.example/mcp","clientId":"wiki there","scopes":["chat.read"],
                  "tools":["chat.post","chat.list"],"audTenant":"acme","email":true},
                 {"audience":"https://mail.example/","clientId":"wiki","scopes":[],"tools":[],"email":false}]""");
        assertThat(CrossAppCommand.text("Wiki", all).lines())
                .containsExactly(
                        "  at https://chat.example as “wiki there”, for https://chat.example/mcp, with chat.read, within tasks that have"
                                + " chat.post chat.list, in its tenant “acme”, telling the mail address",
                        "  at https://mail.example/ as “wiki”, for whatever it serves, with whatever scopes it gives of itself");
        assertThat(CrossAppCommand.text("Wiki", json("[]"))).isEqualTo("  Wiki acts for people nowhere else\n");
        assertThat(CrossAppCommand.others(all, "https://mail.example", null)).containsExactly(all.path(0));
        assertThat(CrossAppCommand.others(all, "https://chat.example", null)).hasSize(2);
        assertThat(CrossAppCommand.others(all, "https://chat.example", "https://chat.example/mcp/"))
                .containsExactly(all.path(1));
    }

    @Test
    void all_who_act_elsewhere_are_listed_by_their_names() throws Exception {
        assertThat(CrossAppCommand.listed(List.of(json("""
                                {"client":"cli_1","clientName":"Wiki","audience":"https://chat.example","clientId":"wiki","scopes":["chat.read"],
                                 "tools":[],"email":false}"""), json("""
                                {"client":"agt_1","clientName":"clerk","audience":"https://chat.example","clientId":"clerk","scopes":[],
                                 "tools":["chat.post"],"email":false}"""))))
                .isEqualTo(
                        "  the agent clerk (agt_1) at https://chat.example as “clerk”, for whatever it serves, with whatever scopes it gives"
                                + " of itself, within tasks that have chat.post\n"
                                + "  the application Wiki (cli_1) at https://chat.example as “wiki”, for whatever it serves, with chat.read\n");
        assertThat(CrossAppCommand.listed(List.of())).isEqualTo("  nobody acts for people elsewhere\n");
    }

    @Test
    void what_ended_is_told_with_the_tasks_that_ended_with_it() throws Exception {
        assertThat(SignInsCommand.ended(json("{\"ended\":true,\"tasks\":2}")))
                .isEqualTo(" has ended, and now 2 tasks from there");
        assertThat(SignInsCommand.ended(json("{\"ended\":false,\"tasks\":0}"))).isEqualTo(" had ended before");
        assertThat(SignInsCommand.text(List.of(json("""
                        {"id":"ses_1","browser":"Firefox","address":"192.0.2.1","createdAt":"2027-01-01T00:00:00Z",
                         "lastUsedAt":"2027-01-01T01:00:00Z","acr":"urn:mandate:acr:mfa"}""")))).contains("ses_1", "Firefox", "192.0.2.1", " mfa");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
