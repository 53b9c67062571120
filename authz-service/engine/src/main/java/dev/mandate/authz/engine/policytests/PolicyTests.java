package dev.mandate.authz.engine.policytests;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.decisions.PolicyRequest;
import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.SurfaceContext;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.CedarView;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.authz.engine.policies.Terms;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs policy tests against policies. */
public final class PolicyTests {
    private static final Instant MONDAY_NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final DelegationId TASK = new DelegationId("del_task");

    private PolicyTests() {}

    /**
     * How it went.
     *
     * @param findings why a file can't be read; if there are any, no test has run
     */
    public record Report(List<Finding> findings, List<Result> results) {
        public boolean passed() {
            return findings.isEmpty() && results.stream().allMatch(Result::passed);
        }
    }

    /**
     * Of one test.
     *
     * @param decision {@code allow} or {@code deny}
     * @param policies that decided
     * @param problem what is other than expected; null if it passed
     */
    public record Result(
            String file,
            String name,
            @Nullable String decision,
            List<String> policies,
            @Nullable String problem) {
        public boolean passed() {
            return problem == null;
        }
    }

    public static Report run(List<PolicyFile> files, PolicyBook book) {
        var findings = new ArrayList<Finding>();
        var results = new ArrayList<Result>();
        for (var file : files) {
            var read = TestFile.read(file);
            if (read instanceof TestFile.Reading.Refused refused) findings.add(refused.finding());
            if (read instanceof TestFile.Reading.Read sheet) run(file.name(), sheet.sheet(), book, findings, results);
        }
        return new Report(List.copyOf(findings), findings.isEmpty() ? List.copyOf(results) : List.of());
    }

    private static void run(
            String file, TestSheet sheet, PolicyBook book, List<Finding> findings, List<Result> results) {
        try {
            var world = new TestWorld(sheet);
            for (var test : sheet.tests()) results.add(run(file, test, world, book));
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(file, 1, 1, String.valueOf(e.getMessage())));
        }
    }

    private static Result run(String file, TestSheet.Case test, TestWorld world, PolicyBook book) {
        try {
            var at = test.request().at() == null ? MONDAY_NOON : test.request().at();
            var described = test.request().resource();
            var view = new CedarView(
                    world.directory(),
                    at,
                    described == null
                            ? null
                            : world.resource(described, test.request().attributes()));
            var judged = book.judge(request(test.request(), world, at), view, authentication(test.request(), at));
            return new Result(
                    file,
                    test.name(),
                    judged.allowed() ? "allow" : "deny",
                    judged.answer().determining(),
                    problem(test, judged.answer(), judged.allowed(), judged.terms()));
        } catch (IllegalArgumentException e) {
            return new Result(file, test.name(), null, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static Authentication authentication(TestSheet.Asked asked, Instant at) {
        var signedIn = asked.authentication();
        return signedIn == null ? Authentication.UNKNOWN : signedIn.before(at);
    }

    private static @Nullable String problem(TestSheet.Case test, Answer answer, boolean allowed, Terms terms) {
        if (!answer.errors().isEmpty()) {
            var error = answer.errors().get(0);
            return "policy " + error.policyId() + " can't be evaluated: " + error.message();
        }
        if (allowed != (test.expect() == TestSheet.Expected.ALLOW))
            return "expected " + test.expect().name().toLowerCase(Locale.ROOT);
        var policies = test.policies();
        if (policies != null && !new TreeSet<>(policies).equals(new TreeSet<>(answer.determining())))
            return "expected to be decided by " + new TreeSet<>(policies);
        var obligations = test.obligations();
        var asked = terms.obligations().stream().map(PolicyTests::text).collect(Collectors.toCollection(TreeSet::new));
        if (obligations == null || new TreeSet<>(obligations).equals(asked)) return null;
        return "expected obligations " + new TreeSet<>(obligations) + ", not " + asked;
    }

    private static String text(Obligation obligation) {
        var kind = obligation.kind().name().toLowerCase(Locale.ROOT);
        return obligation.value() == null ? kind : kind + ":" + obligation.value();
    }

    private static Request request(TestSheet.Asked asked, TestWorld world, Instant at) {
        if (asked.act() != null) {
            return new Request(
                    world.principal(asked.subject()),
                    new EntityUid(CedarNames.ACTION, asked.act()),
                    new EntityUid(CedarNames.POLICY_SET, asked.set() == null ? "main" : asked.set()),
                    new PublishingContext(asked.own(), asked.watched(), asked.tests()).record());
        }
        var identity = world.identity(asked.subject());
        var call = asked.call();
        if (asked.action() != null && asked.resource() != null)
            return declared(identity, asked, world, at, asked.action(), asked.resource());
        var resource = call != null ? new String[] {"tool", call} : resource(asked.use());
        var tool =
                call == null ? null : world.directory().catalogue().tool(call).state();
        if (call != null && tool == null) throw new IllegalArgumentException("tools have no " + call);
        var question = question(identity, asked, at, Question.Action.of(call == null ? "use" : "call"), resource);
        var context = context(question, tool, asked, world, at);
        var invalid = context.invalid();
        if (invalid != null) throw new IllegalArgumentException(invalid.explanation());
        return PolicyRequest.of(identity, question, context.context());
    }

    private static Question question(
            IdentityId identity, TestSheet.Asked asked, Instant at, Question.Action action, String[] resource) {
        return new Question(
                identity.isPerson() ? "person" : "agent",
                identity.value(),
                action,
                resource[0],
                resource[1],
                asked.arguments(),
                asked.claims(),
                asked.delegated() ? TASK : null,
                null,
                new Question.Proof(List.of(), null, authentication(asked, at), asked.from()),
                new Question.Asker("policy test", false, null, asked.vouched().keySet()),
                null,
                null);
    }

    private static CallContext context(
            Question question, @Nullable Tool tool, TestSheet.Asked asked, TestWorld world, Instant at) {
        var catalogue = world.directory().catalogue();
        var session = asked.session();
        var counted = tool == null ? null : CountedCall.of(question.resourceId(), tool, asked.arguments());
        var recent = asked.recent() == null
                ? Recents.NONE.facts(null)
                : asked.recent().facts(catalogue, counted);
        return CallContext.of(
                question,
                tool,
                tool == null ? null : catalogue.arguments(tool.id()),
                counted,
                session == null ? null : session.touched(catalogue),
                session == null ? SessionTally.NONE : session.allowed(catalogue),
                any -> recent,
                SurfaceContext.of(question.proof().established(), catalogue),
                CallReader.ALL.at(catalogue::ownDomain),
                Task.of(asked.words()),
                List::of,
                at);
    }

    private static Request declared(
            IdentityId identity, TestSheet.Asked asked, TestWorld world, Instant at, String action, String resource) {
        var declared = world.declared(resource);
        if (!declared.type().actions().contains(action))
            throw new IllegalArgumentException(resource + " has no action " + action);
        var parts = resource.split("/", 2);
        var question = question(identity, asked, at, Question.Action.of(action), parts);
        return new Request(
                world.principal(asked.subject()),
                declared.action(action),
                new EntityUid(declared.entityType(), parts[1]),
                context(question, null, asked, world, at).context());
    }

    private static String[] resource(@Nullable String use) {
        var parts = String.valueOf(use).split("/", 2);
        if (parts.length != 2 || !Map.of("model", 1, "surface", 1).containsKey(parts[0]))
            throw new IllegalArgumentException("use is model/<name> or surface/<name>");
        return parts;
    }
}
