package dev.mandate.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.PlayedVisitor;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.PlayedApis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proposals as the services' APIs have them, for a page. */
class ServiceProposalsTest {
    private static final String ADA = new PlayedVisitor().person();
    private static final String ALL = "/proposals?status=open&limit=50";
    private static final String ONE = "/proposals/prp_1";
    private final PlayedApis apis = new PlayedApis();
    private final Proposals proposals = new ServiceProposals(apis.asAda(), new PlayedVisitor());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void each_service_keeps_its_own_and_people_are_told_from_their_clients() {
        apis.says(ALL, 200, "{'items':[" + proposal("admin", "admin") + "]}");
        var waiting = proposals.waiting();
        assertThat(waiting.allowed()).isTrue();
        assertThat(waiting.proposals()).extracting(Proposal::keeper).containsExactly(Api.values());
        assertThat(waiting.proposals()).allSatisfy(one -> assertThat(one.by()).isEqualTo("admin"));
    }

    @Test
    void who_proposed_it_himself_is_known_by_whichever_application() {
        apis.says(ONE, 200, proposal(ADA, "cli_1"));
        assertThat(proposals.find("prp_1").orElseThrow().mine()).isTrue();
        apis.says(ONE, 200, proposal("per_other", "console"));
        assertThat(proposals.find("prp_1").orElseThrow().mine()).isFalse();
        assertThat(proposals.find("prp_1").orElseThrow().by()).isEqualTo("per_other");
    }

    @Test
    void a_token_that_is_for_other_services_sees_nothing_and_ends_no_sign_in() {
        apis.says(ALL, 401, "{}");
        apis.says(ONE, 401, "{}");
        assertThat(proposals.waiting().allowed()).isFalse();
        assertThat(proposals.find("prp_1")).isEmpty();
    }

    @Test
    void services_that_are_away_are_told() {
        apis.says(ALL, 503, "{}");
        assertThat(proposals.waiting().away()).containsExactly(Api.values());
    }

    @Test
    void what_one_service_refuses_while_another_answers_is_told() {
        apis.says(ALL, 401, "{}");
        apis.saysOnce(ALL, 200, "{'items':[" + proposal("admin", "admin") + "]}");
        var waiting = proposals.waiting();
        assertThat(waiting.proposals()).hasSize(1);
        assertThat(waiting.away()).hasSize(Api.values().length - 1);
    }

    @Test
    void approving_names_the_digest_that_was_shown() {
        apis.says(ONE, 200, proposal("admin", "admin"));
        apis.says(ONE + "/approve", 409, "{'title':'Look at the proposal again; this digest is not its'}");
        var against = proposals.approve(proposals.find("prp_1").orElseThrow(), "shown-digest");
        assertThat(against).contains("Look at the proposal again; this digest is not its.");
        assertThat(apis.asked().get(apis.asked().size() - 1)).endsWith("{\"digest\":\"shown-digest\"}");
    }

    private static String proposal(String subject, String client) {
        return "{'proposal':'prp_1','kind':'issuer','subject':'x','summary':'s','touches':['t'],'status':'OPEN','missing':1,"
                + "'proposedBy':{'subject':'" + subject + "','client':'" + client + "'},'approvals':[],"
                + "'proposedAt':'2026-11-27T12:00:00Z','endsAt':'2026-11-28T12:00:00Z','digest':'d'}";
    }
}
