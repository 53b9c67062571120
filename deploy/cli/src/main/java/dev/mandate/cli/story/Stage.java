package dev.mandate.cli.story;

import static dev.mandate.cli.actors.Cast.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.actors.Findings;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.hr.HrDesk;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.events.hr.WorkerAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What all chapters share: the running system, who acts on it, and the expectations that they are held to. */
final class Stage implements AutoCloseable {
    static final String PARTNER = "partner.example";
    static final String READ = "crm.read_contact";
    static final String SEND = "email.send";
    static final String PAY = "payments.transfer";
    static final String MODEL = "general-small";

    /** Reasons of a no that is none as soon as authz-service has read, or written, what it is behind with. */
    private static final Set<String> BEHIND = Set.of(
            "delegation_unknown", "session_unknown", "stale_risk", "stale_projection", "decision_log_unavailable");

    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration HOUR = Duration.ofHours(1);

    /** Tells this run's people and agents from those of earlier ones. */
    final String run = Long.toString(System.currentTimeMillis(), 36) + "-";

    // Who the story is about: employee numbers of the generated workforce.
    final String ada = employee(0);
    final String owner = employee(4);
    final String other = employee(8);

    final Expectations expectations = new Expectations();
    final Await await;
    final MandateSystem system;
    final ApiClient api;
    final KafkaAccess kafka;
    final Cast cast;
    final Questions questions;
    final HrDesk hr;
    final Findings findings;
    private final Platform platform;

    Stage(MandateSystem system) {
        this.system = system;
        this.await = Await.of(system.ports());
        this.api = new ApiClient(system.ports());
        this.cast = new Cast(api, new SignIn(api, system), system.layout(), await);
        this.questions = new Questions(api);
        this.kafka = new KafkaAccess(system);
        this.hr = new HrDesk(kafka);
        this.platform = new Platform(kafka);
        this.findings = new Findings(kafka);
    }

    String employee(int number) {
        return Workforce.employeeId(run, number);
    }

    void expect(String what, Object expected, Object seen) {
        expectations.expect(what, expected, seen);
    }

    /** A chapter ends: its table is printed. */
    void print(String title) {
        expectations.print(title);
    }

    /** The agent asks, with its own token, until authz-service has heard of the task, which Ada may have given a moment ago. */
    Verdict ask(Session session, String agent, String tool, Map<String, Object> arguments) {
        return settled(() -> questions.call(session.token(), agent, tool, arguments));
    }

    /** May the agent use the model? A gateway asks. */
    Verdict use(String agent) {
        return settled(() -> questions.use(cast.admin(), "agent", agent, MODEL));
    }

    /** Asks again while the answer is a no only because authz-service is behind, as it may be on a machine with more to do than it can. */
    private Verdict settled(Supplier<Verdict> question) {
        return await.until(question, verdict -> !BEHIND.contains(verdict.reason()));
    }

    /** The agent asks, until authz-service has heard of the task; what was allowed is done and reported. */
    Verdict call(Session session, String agent, String tool, Map<String, Object> arguments, Instant at) {
        var verdict = await.until(() -> ask(session, agent, tool, arguments), Verdict::allowed);
        if (verdict.allowed()) platform.report(session, agent, verdict, tool, arguments, at);
        return verdict;
    }

    /** What Ada lets the agent do in her tasks. */
    static List<Map<String, Object>> scope() {
        return List.of(
                tool(READ),
                tool(SEND, "to", "DOMAIN_IN", "acme.example", PARTNER),
                tool(PAY, "amount", "AT_MOST", "500"));
    }

    static Map<String, Object> contact(String id) {
        return Map.of("contact", id);
    }

    static Map<String, Object> mailTo(String address) {
        return Map.of("to", List.of(address), "subject", "contacts", "body", "see above");
    }

    static Map<String, Object> mailOutside() {
        return mailTo("someone@" + PARTNER);
    }

    static String roles(JsonNode worker) {
        var roles = new TreeSet<String>();
        worker.path("grants").forEach(grant -> roles.add(grant.path("role").asText()));
        return roles.toString();
    }

    /** The worker as he is, in another department. */
    static WorkerAttributes inDepartment(JsonNode worker, String department) {
        var now = worker.path("attributes");
        return new WorkerAttributes(
                now.path("givenName").asText(),
                now.path("familyName").asText(),
                now.path("email").asText(),
                department,
                "member of " + department,
                now.path("country").asText(),
                null);
    }

    @Override
    public void close() {
        hr.close();
        platform.close();
        findings.close();
    }
}
