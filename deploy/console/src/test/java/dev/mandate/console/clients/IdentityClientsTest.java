package dev.mandate.console.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.frame.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients as identity-service's API has them, for a page. */
class IdentityClientsTest {
    private final PlayedApis apis = new PlayedApis();
    private final Clients clients = new IdentityClients(apis.asAda());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void one_is_put_together_of_what_it_is_its_secrets_where_it_acts_and_what_waits() {
        apis.says(
                "/clients/cli_1",
                200,
                "{'client':'cli_1','name':'Wiki','scopes':['email','openid'],'may':['know your mail address','know who you are'],"
                        + "'authentication':'client_secret_basic','grantTypes':['authorization_code'],'redirectUris':['https://wiki.example/back'],"
                        + "'postLogoutRedirectUris':[],'idTokenSignedResponseAlg':'ES256','status':'STOPPED','statusReason':'a drill',"
                        + "'createdAt':'2027-01-01T00:00:00Z','revision':4}");
        apis.says(
                "/clients/cli_1/secrets",
                200,
                "[{'id':'sec_2','endsAt':'2027-03-01T00:00:00Z'},{'id':'sec_1','endsAt':'2027-02-01T00:00:00Z'}]");
        apis.says(
                "/clients/cli_1/cross-app-access",
                200,
                "{'permissions':[{'audience':'https://chat.example','clientId':'wiki','scopes':['chat.read'],'tools':[],'email':false}]}");
        apis.says(
                "/proposals?status=open&limit=200&subject=cli_1",
                200,
                "{'items':[{'proposal':'prp_1','subject':'cli_1','summary':'give it more'}]}");
        var wiki = clients.find("cli_1").orElseThrow();
        assertThat(wiki.kind()).isEqualTo("application");
        assertThat(wiki.standing()).isEqualTo("It is stopped and gets no tokens: “a drill”");
        assertThat(wiki.may())
                .containsExactly(
                        new Clients.Right("know your mail address", "email"),
                        new Clients.Right("know who you are", "openid"));
        assertThat(wiki.secrets()).extracting(Clients.Secret::id).containsExactly("sec_1", "sec_2");
        assertThat(wiki.elsewhere())
                .containsExactly("at https://chat.example as “wiki”, for whatever it serves, with chat.read");
        assertThat(wiki.waiting()).containsExactly(new Clients.Waiting("prp_1", "give it more"));
        assertThat(wiki.revision()).isEqualTo(4);
    }

    @Test
    void of_an_agent_s_its_owner_is_told_by_his_name() {
        apis.says("/clients/agt_1", 200, "{'client':'agt_1','name':'clerk','status':'ACTIVE'}");
        apis.says("/agents/agt_1", 200, "{'owner':'per_1'}");
        apis.says("/identities/per_1", 200, "{'displayName':'Ada Abel'}");
        assertThat(clients.find("agt_1").orElseThrow().answers()).isEqualTo("Ada Abel");
    }

    @Test
    void of_an_application_s_its_owner_is_told_by_his_name_and_else_that_nobody_is_asked_or_who() {
        apis.says("/clients/cli_1", 200, "{'client':'cli_1','status':'ACTIVE','keeper':'OWNER','owner':'per_1'}");
        apis.says("/identities/per_1", 200, "{'displayName':'Ada Abel'}");
        assertThat(clients.find("cli_1").orElseThrow().answers()).isEqualTo("Ada Abel");
        apis.says(
                "/clients/cli_2",
                200,
                "{'client':'cli_2','status':'STOPPED','statusReason':'owner_left','keeper':'NOBODY','owner':'per_2','offeredTo':'per_1'}");
        var left = clients.find("cli_2").orElseThrow();
        assertThat(left.standing()).isEqualTo("It gets no tokens: it waits for Ada Abel to answer for it.");
        assertThat(left.kept()).isEqualTo("Nobody answers for it yet; Ada Abel is asked to.");
        apis.says("/clients/cli_3", 200, "{'client':'cli_3','status':'ACTIVE','keeper':'NOBODY','ownerNeededBy':'x'}");
        assertThat(clients.find("cli_3").orElseThrow().kept()).contains("nobody is asked");
    }

    @Test
    void in_the_list_one_that_is_offered_to_somebody_waits_for_him() {
        apis.says(
                "/clients?kind=client&limit=25",
                200,
                "{'items':[{'client':'cli_1','status':'STOPPED','statusReason':'not_accepted','keeper':'NOBODY','offeredTo':'per_1'},"
                        + "{'client':'cli_2','status':'STOPPED','statusReason':'owner_left','keeper':'NOBODY'}]}");
        apis.says("/identities/per_1", 200, "{'displayName':'Ada Abel'}");
        assertThat(clients.list("", false, "").clients())
                .extracting(Clients.Client::standing)
                .containsExactly(
                        "It gets no tokens: it waits for Ada Abel to answer for it.",
                        "It gets no tokens: nobody answers for it.");
    }

    @Test
    void who_may_not_see_them_is_told_so_and_where_one_isn_t_there_is_none() {
        apis.says("/clients?kind=client&limit=25&nameHas=wi%20ki", 403, "{}");
        assertThat(clients.list("wi ki", false, "").allowed()).isFalse();
        assertThat(clients.find("cli_nobody")).isEmpty();
    }

    @Test
    void its_parts_are_asked_for_at_once_and_not_one_after_the_other() {
        apis.says("/clients/cli_1", 200, "{'client':'cli_1','name':'Wiki','status':'ACTIVE'}");
        apis.answersOnlyTogether(4);
        assertThat(clients.find("cli_1").orElseThrow().name()).isEqualTo("Wiki");
        assertThat(apis.asked()).hasSize(4);
    }

    @Test
    void one_is_stopped_and_resumed_with_the_reason() {
        apis.says("/clients/cli_1/stop", 200, "{}");
        assertThat(clients.stop("cli_1", "a drill")).isEqualTo(new Told.Done());
        assertThat(apis.asked().get(0)).startsWith("POST").contains("{\"reason\":\"a drill\"}");
        apis.says("/clients/cli_1/resume", 409, "{'title':'Use another client'}");
        assertThat(clients.resume("cli_1", "over")).isEqualTo(new Told.Refused("Use another client."));
    }

    @Test
    void a_change_is_made_waits_or_is_refused() {
        apis.saysOnce("/clients/cli_1", 200, "{}");
        assertThat(clients.change("cli_1", Map.of("name", "Wiki"))).isEqualTo(new Told.Done());
        apis.saysOnce("/clients/cli_1", 202, "{'proposal':'prp_1'}");
        assertThat(clients.change("cli_1", Map.of("grantTypes", List.of()))).isEqualTo(new Told.Waits("prp_1"));
        apis.saysOnce("/clients/cli_1", 409, "{'title':'Change together what goes together: x'}");
        assertThat(clients.change("cli_1", Map.of()))
                .isEqualTo(new Told.Refused("Change together what goes together: x."));
        apis.saysOnce("/clients/cli_1", 403, "{'title':'forbidden'}");
        assertThat(clients.change("cli_1", Map.of()))
                .isInstanceOfSatisfying(
                        Told.Refused.class, no -> assertThat(no.advice()).contains("mandate-administrator"));
        assertThat(apis.asked())
                .first()
                .asString()
                .startsWith("PATCH /clients/cli_1 ")
                .endsWith("{\"name\":\"Wiki\"}");
    }
}
