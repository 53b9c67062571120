package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Each thing that a denial says would change it is done, the question asked again, and the obstacle is gone. */
class ProposalsTest {
    @TestFactory
    Stream<DynamicTest> what_is_proposed_is_an_allow_or_the_next_obstacle() {
        List<Map<String, Object>> cases =
                new Yaml().load(ProposalsTest.class.getResourceAsStream("/decisions/cases.yml"));
        return cases.stream()
                .map(DecisionCase::new)
                .filter(DecisionCase::denies)
                .flatMap(ProposalsTest::tests);
    }

    private static Stream<DynamicTest> tests(DecisionCase one) {
        var verdict = one.world(what -> false).decide(one.question());
        if (one.name().equals("a group is no tool")) return Stream.of();
        if (verdict.proposals().isEmpty())
            return Stream.of(DynamicTest.dynamicTest(
                    one.name(),
                    () -> assertThat(verdict.proposals())
                            .as("a denial says what would change it")
                            .isNotEmpty()));
        return verdict.proposals().stream()
                .map(proposal -> DynamicTest.dynamicTest(one.name() + ": " + proposal, () -> {
                    var again = askedAgain(one, proposal, verdict);
                    assertThat(again.allowed() || !obstacle(again).equals(obstacle(verdict)))
                            .as("%s is still in the way", obstacle(verdict))
                            .isTrue();
                }));
    }

    private static List<Object> obstacle(Verdict verdict) {
        var last = verdict.guards().get(verdict.guards().size() - 1);
        var about = last.about() == null ? "" : last.about();
        return List.of(verdict.reason(), about, verdict.policies());
    }

    private static Verdict askedAgain(DecisionCase one, Proposal proposal, Verdict before) {
        var question = one.question();
        var about = String.valueOf(proposal.about());
        var name = about.length() > 4 ? about.substring(4) : about;
        switch (proposal.kind()) {
            case REPAIR_STATE -> {
                return one.world(what -> what.startsWith("unreadable")).decide(question);
            }
            case REGISTER_IDENTITY -> {
                return one.world(what -> what.equals("unknown identity")).decide(question);
            }
            case FRESH_STREAM -> {
                return one.world(what -> what.startsWith("stale")).decide(question);
            }
            default -> {}
        }
        var world = one.world(what -> false);
        switch (proposal.kind()) {
            case REGISTER_RESOURCE -> world.tool(question.resourceId(), "mail", Map.of());
            case ACTIVATE_IDENTITY, RESUME_IDENTITY ->
                world.identity(name, Status.ACTIVE, null, employment(world, about));
            case EMPLOY_PERSON -> world.employment(name, Employment.ACTIVE, employment(world, about));
            case ACCEPT_AGENT -> accepted(world, about);
            case TRY_AGAIN -> agreed(world, about);
            case NEW_TOKEN -> question = tokens(question);
            case NEW_DELEGATION -> question = delegated(world, question, List.of());
            case DELEGATE_TOOL -> question = delegated(world, question, List.of(proposal.value()));
            case CHANGE_ARGUMENT ->
                question = argument(
                        question,
                        proposal.value(),
                        proposal.value().equals("to") ? List.of("a@partner.example") : Integer.valueOf(1));
            case CORRECT_ARGUMENT ->
                question = corrected(question, proposal.value().replaceAll("\\[.*", ""));
            case OMIT_ARGUMENT -> question = without(question, proposal.value());
            case GRANT_ROLE -> granted(world, about, proposal.value());
            case CHANGE_POLICY -> world.book = without(world.book, proposal.value());
            case PERMIT ->
                world.book = ShippedPolicies.with(
                        "more.cedar",
                        "@id(\"more\") permit (principal == Mandate::%s::\"%s\", action, resource);"
                                .formatted(about.startsWith("per_") ? "Person" : "Agent", about));
            default -> throw new AssertionError("nobody knows how to do " + proposal + " for " + before.reason());
        }
        return world.decide(question);
    }

    /** Of an agent, in which its owner answers for it: there is but the first here. */
    private static int employment(DecisionWorld world, String identity) {
        var access = world.directory.access().get(identity).state();
        return access == null ? 1 : access.employmentNumber();
    }

    private static void accepted(DecisionWorld world, String agent) {
        var now = world.directory.identities().get(agent).state();
        world.directory
                .identities()
                .apply(
                        agent,
                        now.next()
                                .status(Status.ACTIVE, null)
                                .owner(DecisionWorld.id("erin"))
                                .build());
    }

    /** Both services have told of the same employment. */
    private static void agreed(DecisionWorld world, String person) {
        world.identity(person.substring(4), Status.ACTIVE, null, 2);
        world.employment(person.substring(4), Employment.ACTIVE, 2);
    }

    private static void granted(DecisionWorld world, String person, String role) {
        var now = world.directory.access().get(person).state();
        var grants = new ArrayList<>(now.grants());
        grants.add(new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, Instant.EPOCH, null, "as proposed"));
        world.directory
                .access()
                .apply(
                        person,
                        new AccessState(
                                now.identity(),
                                now.revision() + 1,
                                false,
                                now.employment(),
                                now.employmentNumber(),
                                now.employmentFrom(),
                                now.employeeId(),
                                now.attributes(),
                                grants));
    }

    private static PolicyBook without(PolicyBook book, String policy) {
        var rest = book.policies().policies().stream()
                .filter(one -> !one.id().equals(policy))
                .toList();
        return new PolicyBook(PolicySet.compile(rest), book.version());
    }

    /** From Erin, whom nothing in the cases concerns as a delegator. */
    private static Question delegated(DecisionWorld world, Question question, List<String> tools) {
        var scope = new ArrayList<ToolScope>();
        scope.add(new ToolScope(question.resourceId(), List.of()));
        tools.forEach(tool -> scope.add(new ToolScope(tool, List.of())));
        var agent = question.subjectId().substring(4);
        if (question.subjectType().equals("person")) return under(question, null);
        world.delegation("new", null, "erin", agent, scope);
        return under(question, DecisionWorld.delegationId("new"));
    }

    private static Question tokens(Question question) {
        return new Question(
                question.subjectType(),
                question.subjectId(),
                question.action(),
                question.resourceType(),
                question.resourceId(),
                question.arguments(),
                question.asserted(),
                question.delegation(),
                question.delegator(),
                Question.Proof.of(List.of(new Question.Token(question.subjectId(), DecisionWorld.NOW))),
                question.caller(),
                null,
                null);
    }

    private static Question under(Question question, DelegationId delegation) {
        return new Question(
                question.subjectType(),
                question.subjectId(),
                question.action(),
                question.resourceType(),
                question.resourceId(),
                question.arguments(),
                question.asserted(),
                delegation,
                null,
                question.proof(),
                question.caller(),
                null,
                null);
    }

    private static Question argument(Question question, String name, Object value) {
        var arguments = new HashMap<>(question.argumentsOrNone());
        arguments.put(name, value);
        return with(question, arguments);
    }

    private static Question corrected(Question question, String name) {
        var values = Map.<String, Object>of("amount", 1, "to", List.of("a@acme.example"), "subject", "Offer");
        return argument(question, name, values.get(name));
    }

    private static Question without(Question question, String name) {
        var arguments = new HashMap<>(question.argumentsOrNone());
        arguments.remove(name);
        return with(question, arguments);
    }

    private static Question with(Question question, Map<String, Object> arguments) {
        return new Question(
                question.subjectType(),
                question.subjectId(),
                question.action(),
                question.resourceType(),
                question.resourceId(),
                arguments,
                question.asserted(),
                question.delegation(),
                question.delegator(),
                question.proof(),
                question.caller(),
                null,
                null);
    }
}
