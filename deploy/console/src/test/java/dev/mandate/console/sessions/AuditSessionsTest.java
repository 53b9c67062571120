package dev.mandate.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.sessions.Sessions.Finding;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recording as audit-service's API has it, for a page. */
class AuditSessionsTest {
    private static final String PATH = "/sessions/del_1/recording?limit=50";

    private final PlayedApis apis = new PlayedApis();
    private final Sessions sessions = new AuditSessions(apis.asAda());

    @AfterEach
    void stops() {
        apis.close();
    }

    @Test
    void each_step_is_said_in_words() {
        apis.says(PATH, 200, """
                {'session':'del_1','task':'t','person':{'id':'per_a','name':'Ada'},'digests':true,'next':'1.a-b','findings':[],
                 'gaps':[{'from':'a','until':'b','denials':2,'allows':1}],
                 'steps':[{'number':1,'at':'2026-11-27T10:00:00Z','kind':'CALL','agent':{'id':'agt_1','name':'mailer'},
                  'subject':'email.send','title':'Send a mail','labels':['egress','state'],
                  'verdict':{'decision':'dec_1','answer':'DENIED','reason':'outside_scope','asker':'gateway'},
                  'arguments':[{'name':'to','kept':'DIGEST','host':'a.example','digest':'hmac:1','length':9,'sameAs':4,'mentions':[]},
                   {'name':'body','kept':'DIGEST','digest':'hmac:2','length':30,'mentions':[{'host':'b.example','sameAs':2}]},
                   {'name':'otp','kept':'SECRET','length':6,'mentions':[]},{'name':'n','kept':'OPEN','text':'7','mentions':[]}],
                  'outcomes':[{'at':'2026-11-27T10:00:00Z','status':'blocked','size':0,'shows':[],'suspicious':true,'intentions':[]}],
                  'approvals':[{'approval':'apr_1','status':'granted','at':'2026-11-27T10:00:00Z','by':'Ada'}],
                  'findings':[{'finding':'fnd_1','title':'f','severity':4,'status':1,'raised':true}],'told':['odd']}]}
                """);
        var recording = sessions.find("del_1", "").orElseThrow();
        assertThat(recording.next()).isEqualTo("1.a-b");
        assertThat(recording.gaps()).singleElement().asString().startsWith("2 denials and 1 allows");
        var step = recording.steps().get(0);
        assertThat(step.who() + " " + step.did()).isEqualTo("mailer called “Send a mail”");
        assertThat(step.verdict()).isEqualTo("Denied: outside scope");
        assertThat(step.good()).isFalse();
        assertThat(step.arguments())
                .extracting(argument -> argument.name() + "=" + argument.value())
                .containsExactly(
                        "to=…a.example hmac:1",
                        "body=hmac:2, 30 characters, which names …b.example withheld (as in step 2)",
                        "otp=a secret: withheld, 6 characters",
                        "n=7");
        assertThat(step.arguments().get(0).sameAs()).isEqualTo(4);
        assertThat(step.outcomes())
                .startsWith("Not made: its platform stopped it.")
                .contains("A classifier saw instructions in the answer.");
        assertThat(step.approvals()).containsExactly("Ada said yes.");
        assertThat(step.findings().get(0).how()).isEqualTo("high, raised here");
    }

    @Test
    void what_somebody_only_asked_was_not_called() {
        apis.says(PATH, 200, """
                {'session':'del_1','findings':[],'gaps':[],
                 'steps':[{'number':1,'at':'2026-11-27T10:00:00Z','kind':'CALL','agent':{'id':'agt_1','name':'mailer'},
                   'subject':'email.send','title':'Send a mail','told':['It was a dry run.'],
                   'verdict':{'decision':'dec_1','answer':'HELD','reason':'approval_required','asker':'admin','dryRun':true}}]}
                """);
        var step = sessions.find("del_1", "").orElseThrow().steps().get(0);
        assertThat(step.who() + " " + step.did()).isEqualTo("mailer was asked about: “Send a mail”");
        assertThat(step.verdict())
                .isEqualTo(
                        "Asked, not meant to be made: it would be held until somebody approves it: approval required");
        assertThat(step.told()).containsExactly("It was a dry run.");
    }

    @Test
    void where_nobody_was_asked_it_is_said_who_agreed_and_until_when() {
        apis.says(PATH, 200, """
                {'session':'del_1','findings':[],'gaps':[],
                 'agreements':[{'delegation':'del_2','by':{'id':'per_a','name':'Ada'},'agent':{'id':'agt_1','name':'mailer'},
                   'tool':'email.send','until':'2026-11-27T12:00:00Z','status':'active'},
                  {'delegation':'del_3','by':{'id':'per_a','name':'Ada'},'tool':'web.browse','until':'2026-11-27T12:00:00Z',
                   'status':'revoked'}],
                 'steps':[{'number':1,'at':'2026-11-27T10:00:00Z','kind':'AGREEMENT','agent':{'id':'agt_1','name':'mailer'},
                   'subject':'Ada is not asked','arguments':[{'name':'to one of','kept':'DIGEST','host':'a.example'}]},
                  {'number':2,'at':'2026-11-27T10:00:00Z','kind':'CALL','agent':{'id':'agt_1','name':'mailer'},'subject':'email.send',
                   'verdict':{'decision':'dec_1','answer':'ALLOWED','asker':'gateway','agreed':'del_2'}}]}
                """);
        var recording = sessions.find("del_1", "").orElseThrow();
        assertThat(recording.agreements())
                .containsExactly(
                        "Ada isn't asked for calls of email.send by mailer until 2026-11-27T12:00:00Z, as long as they keep to its limits (del_2).",
                        "Ada wasn't asked for calls of web.browse by an agent until that was ended, as long as they keep to its limits (del_3).");
        assertThat(recording.steps().get(0).who() + recording.steps().get(0).did())
                .isEqualTo("Ada is not asked");
        assertThat(recording.steps().get(1).verdict())
                .isEqualTo(
                        "Allowed: nobody was asked, since Ada agreed to calls like it until 2026-11-27T12:00:00Z (del_2)");
    }

    @Test
    void who_may_not_read_findings_is_led_to_none() {
        apis.says(
                PATH,
                200,
                "{'session':'del_1','steps':[],'findings':[{'finding':'fnd_1','title':'f','severity':4,'status':1}]}");
        apis.says("/findings?limit=1", 403, "{}");
        assertThat(page().linked()).isFalse();
        assertThat(page().recording().findings()).extracting(Finding::title).containsExactly("f");
        apis.says("/findings?limit=1", 200, "{'findings':[]}");
        assertThat(page().linked()).isTrue();
    }

    private SessionPage page() {
        return SessionPage.of("Ada", sessions.find("del_1", "").orElseThrow(), true, true, InstantSource.system());
    }

    @Test
    void what_the_service_doesn_t_show_has_no_page() {
        apis.says(PATH, 404, "{}");
        assertThat(sessions.find("del_1", "")).isEmpty();
    }
}
