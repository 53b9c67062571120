package dev.mandate.console.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.console.PlayedVisitor;
import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.apis.Unanswered;
import dev.mandate.console.approvals.Approvals.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An approval as lifecycle-service's API has it, for a page. */
class LifecycleApprovalsTest {
    private static final String ID = "apr_01jdm00000000000000000000a";
    private final PlayedApis apis = new PlayedApis();
    private final Approvals approvals = new LifecycleApprovals(apis.asAda(), new PlayedVisitor());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void names_stand_before_ids_and_arguments_have_a_table_of_their_own() {
        apis.says("/agents/agt_1", 200, "{'displayName':'researcher'}");
        apis.says("/delegations/del_1", 200, "{'task':'find out what others say'}");
        apis.says("/approvals/" + ID, 200, approval("wants to call Send mail for Ada Abel"));
        var call = approvals.find(ID).orElseThrow();
        assertThat(call.name()).isEqualTo("researcher");
        assertThat(call.what()).isEqualTo("wants to call Send mail for Ada Abel.");
        assertThat(call.task()).isEqualTo("find out what others say");
        assertThat(call.arguments()).containsEntry("to", "bo@x.example");
        assertThat(call.mine()).isTrue();
    }

    @Test
    void what_is_not_shown_of_the_arguments_stays_said() {
        apis.says(
                "/approvals/" + ID,
                200,
                approval("wants to call Send mail").replace("'moreArguments':0", "'moreArguments':7"));
        assertThat(approvals.find(ID).orElseThrow().what())
                .isEqualTo("wants to call Send mail. It has 7 more arguments than are shown.");
    }

    @Test
    void words_that_look_like_arguments_stay_where_they_are() {
        apis.says("/approvals/" + ID, 200, approval("wants to call read document/q3, with to = x/../../salaries"));
        var call = approvals.find(ID).orElseThrow();
        assertThat(call.what()).isEqualTo("wants to call read document/q3, with to = x/../../salaries.");
        assertThat(call.asked()).isEqualTo("read document/q3");
    }

    @Test
    void a_refusal_is_not_nothing() {
        apis.says("/approvals?limit=20", 403, "{}");
        assertThatThrownBy(() -> approvals.waiting(null)).isInstanceOf(Unanswered.class);
    }

    @Test
    void where_nobody_says_its_name_an_agent_is_called_by_its_id() {
        apis.says("/approvals/" + ID, 200, approval("wants to call Send mail"));
        assertThat(approvals.find(ID).orElseThrow().name()).isEqualTo("agt_1");
    }

    @Test
    void one_that_does_not_concern_him_is_none() {
        assertThat(approvals.find(ID)).isEmpty();
    }

    @Test
    void a_demand_for_a_stronger_sign_in_is_told_from_other_refusals() {
        apis.says("/approvals/" + ID + "/approve", 403, "{'type':'urn:mandate:problem:step-up-required','title':'x'}");
        assertThat(approvals.answer(ID, true, "").outcome()).isEqualTo(Outcome.STRONGER_SIGN_IN);
        apis.says(
                "/approvals/" + ID + "/approve",
                409,
                "{'type':'urn:mandate:problem:approval-closed','title':'It is over'}");
        var said = approvals.answer(ID, true, "");
        assertThat(said.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(said.advice()).isEqualTo("It is over.");
    }

    @Test
    void the_digest_is_of_what_is_shown_and_of_nothing_that_an_answer_changes() {
        apis.says("/approvals/" + ID, 200, approval("wants to call Send mail"));
        var shown = approvals.find(ID).orElseThrow().digest();
        apis.says("/approvals/" + ID, 200, approval("wants to call Send mail").replace("ASKED", "GRANTED"));
        assertThat(approvals.find(ID).orElseThrow().digest()).isEqualTo(shown);
        apis.says(
                "/approvals/" + ID,
                200,
                approval("wants to call Send mail").replace("'to':'bo@x.example'", "'to':'eve@x.example'"));
        assertThat(approvals.find(ID).orElseThrow().digest()).isNotEqualTo(shown);
    }

    @Test
    void calls_like_it_are_agreed_to_at_identity_service_by_what_the_approval_says() {
        apis.says("/delegations/del_1", 200, "{'task':'t','toolTitles':{'email.send':'Send a mail'}}");
        apis.says(
                "/approvals/" + ID,
                200,
                approval("wants to call Send mail")
                        .replace(
                                "'decision':",
                                "'kind':{'tool':'email.send','limits':[{'argument':'to','operator':'ONE_OF','values':['bo@x.example']}],"
                                        + "'policies':['p'],'policyVersion':'main/1','arguments':['body','to']},'decision':"));
        var call = approvals.find(ID).orElseThrow();
        assertThat(call.like().called()).isEqualTo("“Send a mail” (email.send)");
        apis.says("/agreements", 200, "{'delegation':'del_2'}");
        var said = approvals.agree(call, call.like().limits(), Instant.parse("2026-11-27T13:00:00Z"));
        assertThat(said.outcome()).isEqualTo(Outcome.COUNTS);
        assertThat(apis.asked().get(apis.asked().size() - 1))
                .contains(
                        "\"task\":\"del_1\"",
                        "\"tool\":\"email.send\"",
                        "\"argument\":\"to\"",
                        "\"operator\":\"ONE_OF\"",
                        "\"policies\":[\"p\"]",
                        "\"policyVersion\":\"main/1\"",
                        "\"arguments\":[\"body\",\"to\"]",
                        "\"decision\":\"dec_1\"",
                        "\"expiresAt\":\"2026-11-27T13:00:00Z\"");
    }

    @Test
    void what_was_agreed_to_by_a_call_is_revoked_on_whichever_page_it_stands_and_nothing_else_is() {
        apis.says("/approvals/" + ID, 200, approval("wants to call Send mail"));
        var call = approvals.find(ID).orElseThrow();
        apis.says(
                "/agreements?limit=200",
                200,
                "{'items':[{'delegation':'del_2','agreed':{'decision':'dec_0'}}],'next':'del_2'}");
        apis.says(
                "/agreements?limit=200&after=del_2",
                200,
                "{'items':[{'delegation':'del_3','agreed':{'decision':'dec_1'}}]}");
        apis.says("/delegations/del_3/revoke", 200, "{}");
        assertThat(approvals.askAgain(call).outcome()).isEqualTo(Outcome.COUNTS);
        assertThat(apis.asked().get(apis.asked().size() - 1)).contains("/delegations/del_3/revoke");
        assertThat(apis.asked()).noneMatch(asked -> asked.contains("del_2/revoke"));
    }

    private static String approval(String what) {
        return ("{'approval':'" + ID + "','status':'ASKED','says':['agt_1 " + what
                + ", with to = bo@x.example.','before','why'],'what':'" + what
                + "','moreArguments':0,'subject':'agt_1',"
                + "'action':'read','resource':'document/q3','approver':'" + new PlayedVisitor().person()
                + "','acr':[],'delegation':'del_1','arguments':{'to':'bo@x.example'},"
                + "'decision':'dec_1','askedAt':'2026-11-27T12:00:00Z','until':'2026-11-27T12:15:00Z'}");
    }
}
