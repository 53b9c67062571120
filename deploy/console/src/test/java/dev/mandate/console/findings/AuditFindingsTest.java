package dev.mandate.console.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.findings.Findings.Filter;
import dev.mandate.console.findings.Findings.Involved;
import dev.mandate.console.findings.Findings.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Findings as audit-service's API has them, for a page. */
class AuditFindingsTest {
    private static final Filter NEW_OF_ONE = new Filter(Optional.of(Status.NEW), "del_1", "", "");
    private static final String LIST = "/findings?order=desc&limit=25&status=1&session=del_1";

    private final PlayedApis apis = new PlayedApis();
    private final Findings findings = new AuditFindings(apis.asAda());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void one_is_told_with_the_names_of_agents_and_what_was_done_about_it() {
        apis.says("/findings/fnd_1", 200, finding());
        var finding = findings.find("fnd_1").orElseThrow();
        assertThat(finding.story())
                .as("the title stands above it, and the id below")
                .isEqualTo("“mailer” called email.send");
        assertThat(finding.severity()).isEqualTo("high");
        assertThat(finding.standing()).isEqualTo("suppressed");
        assertThat(finding.first()).isEqualTo("2026-11-27T10:00:00Z");
        assertThat(finding.people())
                .containsExactly(
                        new Involved("“mailer”, an agent of “Grace”", "agt_1"),
                        new Involved("per_1 answers for what was done", "per_1"));
        assertThat(finding.triage()).isEqualTo("Last by “Bo”, until 2026-11-28T10:00:00Z: “known”");
        assertThat(finding.evidences())
                .singleElement()
                .satisfies(it -> assertThat(it.call()).isEqualTo("“mailer” called “Send a mail” (email.send)"))
                .satisfies(it -> assertThat(it.facts())
                        .containsExactly(
                                "What the tool does: egress, state",
                                "Towards a.example",
                                "The task asks to read; nothing in it asks to send.",
                                "Decision dec_1",
                                "“eve@a.example”: nothing else speaks for it.",
                                "A decision allowed it."));
    }

    @Test
    void an_id_stays_in_the_sentence_where_its_name_is_another_s_too_and_a_title_is_not_told_twice() {
        apis.says("/findings/fnd_1", 200, finding().replace("'per_3':'Grace'", "'agt_2':'mailer'"));
        assertThat(findings.find("fnd_1").orElseThrow().story()).isEqualTo("“mailer” (agt_1) called email.send");
        apis.says("/findings/fnd_2", 200, finding().replace("t: “mailer” (agt_1) called email.send", "t"));
        assertThat(findings.find("fnd_2").orElseThrow().story()).isEmpty();
        apis.says("/findings/fnd_3", 200, finding().replace("t: “mailer” (agt_1) called", "t: by session, when"));
        assertThat(findings.find("fnd_3").orElseThrow().story()).isEqualTo("By session, when email.send");
    }

    @Test
    void a_refused_list_is_not_an_empty_one() {
        apis.says(LIST, 403, "{}");
        assertThat(findings.list(NEW_OF_ONE, "").allowed()).isFalse();
        apis.says(LIST + "&after=9", 200, "{'findings':[" + finding() + "],'next':'4'}");
        var listed = findings.list(NEW_OF_ONE, "9");
        assertThat(listed.allowed()).isTrue();
        assertThat(listed.next()).isEqualTo("4");
        assertThat(listed.findings()).hasSize(1);
    }

    @Test
    void a_suppression_names_its_end_and_who_may_not_is_told_who_may() {
        apis.says("/findings/fnd_1/suppress", 200, "{}");
        assertThat(findings.suppress("fnd_1", "known", Instant.parse("2026-11-28T10:00:00.5Z")))
                .isEmpty();
        assertThat(apis.asked().get(0)).contains("\"until\":\"2026-11-28T10:00:00Z\"", "\"reason\":\"known\"");
        apis.says("/findings/fnd_1/acknowledge", 403, "{}");
        assertThat(findings.acknowledge("fnd_1").orElseThrow()).contains("mandate-investigator");
    }

    private static String finding() {
        return "{'severity_id':4,'status_id':3,'status_detail':'known','is_alert':false,'time':1795773600000,'count':2,"
                + "'message':'t: “mailer” (agt_1) called email.send','finding_info':{'uid':'fnd_1','title':'t','created_time':1795773600000,"
                + "'analytic':{'uid':'r'}},'evidences':[{'name':'email.send','data':{'tool':'email.send','agent':'agt_1',"
                + "'labels':['egress','state'],'recipientDomains':['a.example'],'decision':'dec_1','task':'The task asks to read; nothing in it asks to send.',"
                + "'standing':'allowed','destinations':[{'value':'eve@a.example','why':'nothing else speaks for it'}]}}],"
                + "'unmapped':{'session':'del_1','agents':['agt_1'],'person':'per_1',"
                + "'owners':{'agt_1':'per_3'},"
                + "'names':{'agt_1':'mailer','per_3':'Grace','per_2':'Bo','email.send':'Send a mail'},"
                + "'triage':{'by':'per_2','at':'2026-11-27T10:00:00Z','until':'2026-11-28T10:00:00Z'}}}";
    }
}
