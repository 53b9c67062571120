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
import dev.mandate.cli.hr.HrFeed;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.traces.TraceReplay;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.WorkerAttributes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The story that the demo plays, chapter by chapter; each chapter prints what it expected and what it saw. */
final class Story implements AutoCloseable {
    static final String PARTNER = "partner.example";
    private static final String READ = "crm.read_contact";
    private static final String SEND = "email.send";
    private static final String PAY = "payments.transfer";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SEED = 20_260_101;
    private static final int WORKERS = 1000;
    private static final int LEAVERS = 200;

    private final Expectations expectations = new Expectations();
    private final MandateSystem system;
    private final @Nullable TraceReplay traces;
    private final ApiClient api;
    private final Cast cast;
    private final Questions questions;
    private final HrDesk hr;
    private final Platform platform;
    private final Findings findings;
    private final String run = Long.toString(System.currentTimeMillis(), 36) + "-";

    // Who the story is about: employee numbers of the generated workforce.
    private final String ada = Workforce.employeeId(run, 0);
    private final String owner = Workforce.employeeId(run, 4);
    private final String other = Workforce.employeeId(run, 8);

    private String adaId = "";
    private String agentName = "";
    private String agent = "";
    private String subAgentName = "";
    private String subAgent = "";
    private String finding = "";

    /** @param traces recorded runs to replay as well; null for none */
    Story(MandateSystem system, @Nullable TraceReplay traces) {
        this.system = system;
        this.traces = traces;
        this.api = new ApiClient(system.ports());
        this.cast = new Cast(api, new SignIn(api, system));
        this.questions = new Questions(api);
        var kafka = new KafkaAccess(system);
        this.hr = new HrDesk(kafka);
        this.platform = new Platform(kafka);
        this.findings = new Findings(kafka);
    }

    /** @return whether every expectation held */
    boolean play() throws IOException {
        catalogue();
        yearOfHr();
        joinersMoversLeavers();
        delegation();
        exfiltration();
        twoThatAreNone();
        ownerLeaves();
        rehire();
        burst();
        recordedRuns();
        reconciliation();
        System.out.println();
        System.out.println(expectations.summary());
        return expectations.allHeld();
    }

    private void catalogue() throws IOException {
        var example =
                EventJson.mapper().readTree(system.layout().exampleCatalogue().toFile());
        var answer = api.post(Service.LIFECYCLE, "/catalog/import", cast.admin(), example);
        expectations.expect("the example catalogue is imported", 200, answer.status());
        cast.signIn().registerIssuer(cast.admin());
        expectations.print("1. The catalogue: roles, tools with labels, models, surfaces, own domains");
    }

    private void yearOfHr() {
        var start = Instant.now().minus(Duration.ofDays(400));
        var file = system.layout().report("hr-year.jsonl");
        var feed = Workforce.year(run, SEED, WORKERS, start);
        HrFeed.write(feed, file);
        var began = System.nanoTime();
        var published = HrFeed.publish(file, hr.producer());
        var last = Workforce.employeeId(run, WORKERS - 1);
        var seen = Await.until(Duration.ofSeconds(60), () -> cast.identityOf(last), found -> found.has("identity"));
        expectations.expect("everyone of the feed has an identity", true, seen.has("identity"));
        System.out.printf(
                "%n%,d HR events of %,d workers published and followed in %.1f s%n",
                published, WORKERS, (System.nanoTime() - began) / 1e9);
        expectations.print("2. A year of HR events, late and twice among them");
    }

    private void joinersMoversLeavers() {
        var worker =
                Await.until(SOON, () -> cast.worker(ada), found -> roles(found).contains("sales"));
        adaId = worker.path("identity").asText();
        expectations.expect("Ada of sales holds the birthright roles", "[employee, sales]", roles(worker));
        var mover = Workforce.employeeId(run, 5);
        var before = Await.until(SOON, () -> cast.worker(mover), found -> found.has("identity"));
        hr.moves(mover, attributes(before, "sales"));
        var after = Await.until(
                SOON, () -> cast.worker(mover), found -> roles(found).contains("sales"));
        expectations.expect(
                "a mover lost the old department's roles and has the new ones", "[employee, sales]", roles(after));
        expectations.print("3. Joiners and movers");
    }

    private void delegation() {
        agentName = "researcher-" + run;
        subAgentName = "mailer-" + run;
        agent = cast.agent(agentName, cast.person(owner));
        subAgent = cast.agent(subAgentName, cast.person(owner));
        var token = cast.signIn().person(ada);
        var refused = cast.tryDelegate(
                token, agent, "not mine", List.of(tool(READ)), HOUR, Map.of("delegator", cast.person(owner)));
        expectations.expect("a delegation in someone else's name is refused", 403, refused.status());
        var session = cast.delegate(token, agentName, agent, "summarise our contacts", scope(), HOUR);
        expectations.expect("inside the scope", "allow", ask(session, agent, READ, Map.of("contact", "c-1")));
        expectations.expect(
                "a tool outside the scope",
                "deny outside_scope",
                ask(session, agent, "files.delete", Map.of("path", "/sales/a")));
        expectations.expect(
                "past the limit on the recipient's domain",
                "deny limit_exceeded",
                ask(session, agent, SEND, mailTo("x@elsewhere.example")));
        expectations.expect(
                "what Ada herself may not do",
                "deny delegator_policy",
                ask(session, agent, PAY, Map.of("to", "DE00", "amount", 10)));
        var brief = cast.delegate(token, agentName, agent, "a short one", List.of(tool(READ)), Duration.ofSeconds(3));
        expectations.expect("before it expires", "allow", ask(brief, agent, READ, Map.of("contact", "c-1")));
        var expired = Await.until(
                SOON,
                () -> questions.callUnder(cast.admin(), brief.delegation(), agent, READ, Map.of("contact", "c-1")),
                verdict -> !verdict.allowed());
        expectations.expect("after it expired", "deny delegation_expired", expired);
        expectations.print("4. Ada delegates a task to an agent, and what comes of it");
    }

    private void exfiltration() {
        var token = cast.signIn().person(ada);
        var alone = cast.delegate(token, agentName, agent, "alone", scope(), HOUR);
        runCall(alone, agent, READ, Map.of("contact", "c-1"), Instant.now());
        var last = runCall(alone, agent, SEND, mailTo("someone@" + PARTNER), Instant.now());
        expectations.expect("each of the two calls is allowed", "allow", last);
        var found = findings.about(alone.session(), 1, SOON);
        expectations.expect("contacts read, then mailed outside: one finding", 1, found.size());
        if (!found.isEmpty()) finding = found.get(0).findingInfo().uid().value();
        var shared = cast.delegate(token, agentName, agent, "shared", scope(), HOUR);
        runCall(shared, agent, READ, Map.of("contact", "c-2"), Instant.now());
        var part = cast.handOn(shared, subAgentName, subAgent, List.of(tool(SEND)), Duration.ofMinutes(30));
        var sent = runCall(part, subAgent, SEND, mailTo("someone@" + PARTNER), Instant.now());
        expectations.expect("the sub-agent's part is allowed", "allow", sent);
        expectations.expect(
                "split between the agent and its sub-agent: one finding",
                1,
                findings.about(shared.session(), 1, SOON).size());
        Timeline.write(api, cast.admin(), alone.session(), system.layout().report("exfiltration.html"));
        expectations.print("5. Each call is allowed, the sequence is not");
    }

    private void twoThatAreNone() {
        var first = cast.delegate(cast.signIn().person(ada), agentName, agent, "hers", scope(), HOUR);
        var second = cast.delegate(cast.signIn().person(other), agentName, agent, "his", scope(), HOUR);
        runCall(first, agent, READ, Map.of("contact", "c-3"), Instant.now());
        runCall(second, agent, SEND, mailTo("someone@" + PARTNER), Instant.now());
        var hourApart = cast.delegate(cast.signIn().person(ada), agentName, agent, "an hour apart", scope(), HOUR);
        runCall(hourApart, agent, READ, Map.of("contact", "c-4"), Instant.now().minus(HOUR));
        runCall(hourApart, agent, SEND, mailTo("someone@" + PARTNER), Instant.now());
        var quiet = Duration.ofSeconds(3);
        expectations.expect(
                "the same two calls for different people: no finding",
                0,
                findings.about(first.session(), 0, quiet).size()
                        + findings.about(second.session(), 0, quiet).size());
        expectations.expect(
                "the same two calls an hour apart: no finding",
                0,
                findings.about(hourApart.session(), 0, quiet).size());
        expectations.print("6. The same calls, harmless");
    }

    private void ownerLeaves() {
        var token = cast.signIn().person(ada);
        var session = cast.delegate(token, agentName, agent, "until the owner leaves", scope(), HOUR);
        expectations.expect(
                "question 1, before: the agent may use the model",
                "allow",
                questions.use(cast.admin(), "agent", agent, "general-small"));
        expectations.expect("question 2, before: its delegation is active", "ACTIVE", delegationStatus(session));
        expectations.expect(
                "question 3, before: its calls are allowed",
                "allow",
                ask(session, agent, READ, Map.of("contact", "c-5")));
        expectations.expect(
                "question 4, before: an active owner answers for it",
                "ACTIVE",
                cast.agentState(agent).path("status").asText());
        hr.leaves(owner);
        var denied = Await.until(
                SOON, () -> ask(session, agent, READ, Map.of("contact", "c-5")), verdict -> !verdict.allowed());
        expectations.expect("question 3, after: the agent's next calls are denied", false, denied.allowed());
        var suspended = Await.until(
                SOON,
                () -> cast.agentState(agent),
                state -> !"ACTIVE".equals(state.path("status").asText()));
        expectations.expect(
                "question 4, after: suspended until someone accepts it",
                "SUSPENDED",
                suspended.path("status").asText());
        expectations.expect(
                "question 2, after: its delegation is revoked",
                "REVOKED",
                Await.until(SOON, () -> delegationStatus(session), "REVOKED"::equals));
        expectations.expect(
                "question 1, after: it may use no model",
                false,
                questions.use(cast.admin(), "agent", agent, "general-small").allowed());
        var retry = cast.signIn().tryAgent(agentName, agent, "");
        expectations.expect("it gets no token any more", true, retry.status() >= 400);
        expectations.print("7. The owner leaves: the four questions before and after");
    }

    private void rehire() {
        var leaver = Workforce.employeeId(run, 12);
        var id = cast.person(leaver);
        var worker = cast.worker(leaver);
        var before = cast.signIn().person(leaver);
        expectations.expect(
                "before he leaves, he may ask with his token",
                "allow",
                questions.use(before, "person", id, "general-small"));
        hr.leaves(leaver);
        var denied = Await.until(
                SOON, () -> questions.use(cast.admin(), "person", id, "general-small"), verdict -> !verdict.allowed());
        expectations.expect("a leaver is denied", false, denied.allowed());
        hr.returns(leaver, attributes(worker, "finance"));
        var back =
                Await.until(SOON, () -> questions.use(cast.admin(), "person", id, "general-small"), Verdict::allowed);
        expectations.expect("a rehire is allowed again", "allow", back);
        expectations.expect(
                "and holds what his new department gives, nothing of before",
                "[employee, finance]",
                Await.until(SOON, () -> roles(cast.worker(leaver)), "[employee, finance]"::equals));
        var old = api.post(
                Service.AUTHZ,
                "/access/v1/evaluation",
                before,
                Map.of(
                        "subject", Map.of("type", "person", "id", id),
                        "action", Map.of("name", "use"),
                        "resource", Map.of("type", "model", "id", "general-small")));
        var verdict = old.status() == 200 ? Verdict.of(old.body()) : null;
        if (verdict != null) questions.received().add(verdict.id());
        expectations.expect(
                "no token from before works", true, old.status() == 401 || (verdict != null && !verdict.allowed()));
        expectations.print("8. A leaver comes back");
    }

    private void burst() {
        var runners = new ArrayList<LeaverRace.Runner>();
        for (int i = 0; i < LEAVERS; i++) {
            var employee = Workforce.employeeId(run, 400 + i);
            var person = cast.person(employee);
            runners.add(new LeaverRace.Runner(employee, person, cast.agent("burst-" + run + i, person)));
        }
        var last = runners.get(LEAVERS - 1);
        Await.until(SOON, () -> gateway(last), Verdict::allowed);
        var result = new LeaverRace(questions, cast.admin(), hr, "general-small", "web.browse").run(runners, 50);
        expectations.expect(LEAVERS + " leavers and their agents are all denied in the end", 0, result.neverDenied());
        expectations.expect("questions without an answer", 0, result.failed());
        System.out.printf(
                "%nFrom HR's event to the last allow received, %d leavers at 50 a second: p50 %d ms, p99 %d ms, max %d ms%n"
                        + "(an allow was received about %d of them; %,d pairs of questions, %,d more were due while 4 about the same leaver were unanswered)%n",
                LEAVERS,
                result.percentile(0.5),
                result.percentile(0.99),
                result.max(),
                result.millis().length,
                result.questions(),
                result.skipped());
        expectations.print("9. Two hundred leave");
    }

    private void recordedRuns() {
        if (traces == null) return;
        System.out.printf("%nRecorded runs of real agents, each as a session of its own%n");
        var report = traces.play(new TraceReplay.Players(
                cast,
                questions,
                new KafkaAccess(system),
                Workforce.employeeId(run, 20),
                Workforce.employeeId(run, 21),
                run));
        System.out.print(report);
        expectations.expect("recorded runs that could not be replayed", 0, report.failed());
    }

    private void reconciliation() {
        var ids = questions.received().stream()
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        var missing = Await.until(Duration.ofSeconds(30), () -> missing(ids), found -> found == 0);
        expectations.expect("decisions that clients received and the trail lacks, of " + ids.size(), 0, missing);
        expectations.expect(
                "answers without an id",
                0L,
                questions.received().stream().filter(String::isEmpty).count());
        expectations.print("10. Every decision is on the record");
    }

    private int missing(List<String> ids) {
        var missing = 0;
        for (int from = 0; from < ids.size(); from += 1000) {
            var part = ids.subList(from, Math.min(ids.size(), from + 1000));
            missing += api.post(Service.AUDIT, "/decisions/missing", cast.admin(), Map.of("ids", part))
                    .orRefuse()
                    .path("missing")
                    .size();
        }
        return missing;
    }

    private Verdict gateway(LeaverRace.Runner runner) {
        try {
            return questions
                    .ask(cast.admin(), "agent", runner.agent(), "call", "tool", "web.browse")
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no answer from authz-service", e);
        }
    }

    private Verdict ask(Session session, String who, String tool, Map<String, Object> arguments) {
        return questions.call(session.token(), who, tool, arguments);
    }

    private Verdict runCall(Session session, String who, String tool, Map<String, Object> arguments, Instant at) {
        var verdict = Await.until(SOON, () -> ask(session, who, tool, arguments), Verdict::allowed);
        if (verdict.allowed()) platform.report(session, who, verdict, tool, arguments, at);
        return verdict;
    }

    private String delegationStatus(Session session) {
        return api.get(Service.IDENTITY, "/delegations/" + session.delegation(), cast.admin())
                .body()
                .path("status")
                .asText();
    }

    private static List<Map<String, Object>> scope() {
        return List.of(
                tool(READ),
                tool(SEND, "to", "DOMAIN_IN", "acme.example", PARTNER),
                tool(PAY, "amount", "AT_MOST", "500"));
    }

    private static Map<String, Object> mailTo(String address) {
        return Map.of("to", List.of(address), "subject", "contacts", "body", "see above");
    }

    private static String roles(JsonNode worker) {
        var roles = new java.util.TreeSet<String>();
        worker.path("grants").forEach(grant -> roles.add(grant.path("role").asText()));
        return roles.toString();
    }

    private static WorkerAttributes attributes(JsonNode worker, String department) {
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

    String sessionReport() {
        return finding;
    }

    @Override
    public void close() {
        hr.close();
        platform.close();
        findings.close();
    }
}
