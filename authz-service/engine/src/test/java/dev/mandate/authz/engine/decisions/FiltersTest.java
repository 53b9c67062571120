package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.decisions.answers.Sifting;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which bills somebody may do something with, as a condition, and what is said of each bill by itself. */
class FiltersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DecisionWorld world = new DecisionWorld();

    /** The guide's bill, with a second person, a list and what it is in. */
    private void policies(String texts) {
        var customer = new ResourceType("customer", Set.of("view"), Map.of(), Set.of(), Set.of());
        var bill = new ResourceType(
                "bill",
                Set.of("view", "approve"),
                Map.of(
                        "amount", AttributeType.LONG,
                        "paid", AttributeType.LONG,
                        "costCentre", AttributeType.STRING,
                        "department", AttributeType.STRING,
                        "owner", AttributeType.PERSON,
                        "approver", AttributeType.PERSON,
                        "tags", AttributeType.STRINGS,
                        "urgent", AttributeType.BOOLEAN),
                Set.of("owner", "approver", "paid", "tags"),
                Set.of("customer"));
        world.directory
                .catalogue()
                .apply(new Application("payables", 1, false, "Bills", List.of(customer, bill), Set.of("cli_payables")));
        world.book = ShippedPolicies.with(
                "payables.cedar", texts, world.directory.catalogue().all(Application.class));
    }

    private static final String GUIDE = """
            @id("bills-approved-by-heads-in-their-department")
            permit (principal in Mandate::Role::"sales", action in [Payables::Action::"view", Payables::Action::"approve"],
              resource is Payables::Bill)
            when { principal.department == resource.department && resource.amount <= 2500000 };
            @id("bills-not-approved-by-their-owner") @reason("Nobody approves a bill of his own; somebody else changes this.")
            forbid (principal, action == Payables::Action::"approve", resource is Payables::Bill)
            when { resource has owner && resource.owner == principal };
            """;

    @Test
    void the_guides_policies_are_a_condition_that_a_database_can_answer() {
        policies(GUIDE);
        var told = told("ada", "approve");
        assertThat(told.allowed()).isTrue();
        assertThat(json(told))
                .isEqualTo("{\"and\":[{\"attribute\":\"department\",\"is\":\"eq\",\"value\":\"Sales\"},"
                        + "{\"attribute\":\"amount\",\"is\":\"le\",\"value\":2500000},"
                        + "{\"not\":{\"attribute\":\"owner\",\"is\":\"eq\",\"value\":\"per_ada\"}}]}");
        assertThat(told.filter().required()).containsExactly("amount", "costCentre", "department", "urgent");
        assertThat(told.filter().until()).isEqualTo(DecisionWorld.NOW.plusSeconds(30));
        assertThat(told.policies())
                .containsExactly("bills-approved-by-heads-in-their-department", "bills-not-approved-by-their-owner");
    }

    @Test
    void whom_nothing_permits_it_is_told_none_and_why() {
        policies(GUIDE);
        var told = told("finn", "view");
        assertThat(told.allowed()).isFalse();
        assertThat(told.filter().isNever()).isTrue();
        assertThat(told.reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(told.explanation()).contains("No policies permit per_finn to view any bill of payables");
        policies(
                GUIDE
                        + "@id(\"closed\") @reason(\"The year is closed.\") forbid (principal, action, resource is Payables::Bill);");
        assertThat(told("ada", "view").explanation()).isEqualTo("The year is closed.");
    }

    @Test
    void all_of_them_where_nothing_depends_on_the_bill() {
        policies("permit (principal, action, resource in Mandate::Application::\"payables\");");
        assertThat(told("ada", "view").filter().isAlways()).isTrue();
    }

    @Test
    void what_holds_of_every_bill_is_decided_before() {
        policies(GUIDE);
        world.identity("ada", Status.SUSPENDED, null, 1);
        assertThat(told("ada", "view").reason()).isEqualTo(Reason.IDENTITY_INACTIVE);
        assertThat(told("ada", "view").filter().isNever()).isTrue();
        assertThat(told(question("ada", null, "view", "cli_other", List.of())).reason())
                .isEqualTo(Reason.NOT_YOUR_RESOURCE);
        assertThat(told("ada", "burn").reason()).isEqualTo(Reason.UNKNOWN_ACTION);
    }

    @Test
    void what_no_condition_has_words_for_is_named_and_nothing_is_guessed() {
        unfit(
                "resource has owner && resource.owner.department == principal.department",
                "what is known of the one in owner");
        unfit("resource.amount + 1 <= 500", "what comes of + with something of the resource");
        unfit("resource has tags && resource.tags.contains(resource.department)", "tags");
        unfit("Payables::Bill::\"7\".amount <= resource.amount", "by its name");
    }

    private void unfit(String condition, String why) {
        policies("@id(\"odd\") permit (principal is Mandate::Person, action, resource is Payables::Bill) when { "
                + condition + " };");
        var sifting = sift(question("ada", null, "view", "cli_payables", List.of()));
        assertThat(sifting.verdict()).isNull();
        assertThat(sifting.unfit()).singleElement().satisfies(unfit -> {
            assertThat(unfit.by()).isEqualTo("policy");
            assertThat(unfit.id()).isEqualTo("odd");
            assertThat(unfit.what()).contains(why);
        });
    }

    @Test
    void what_is_known_and_stands_in_a_list_beside_what_is_not_is_found_there() {
        policies("permit (principal, action, resource is Payables::Bill);"
                + " forbid (principal is Mandate::Person, action, resource is Payables::Bill)"
                + " when { resource has owner && [resource.owner, principal].contains(principal) };");
        assertThat(json(told("ada", "view"))).isEqualTo("{\"not\":{\"attribute\":\"owner\",\"is\":\"has\"}}");
    }

    @Test
    void a_condition_without_end_is_refused() {
        var many = new StringBuilder();
        for (var i = 0; i < 2_000; i++)
            many.append("permit (principal, action, resource == Payables::Bill::\"number-")
                    .append(i)
                    .append("-of-this-year\");\n");
        policies(many.toString());
        var sifting = sift(question("ada", null, "view", "cli_payables", List.of()));
        assertThat(sifting.unfit())
                .anySatisfy(unfit -> assertThat(unfit.large()).isTrue());
    }

    @Test
    void what_asks_for_a_persons_yes_or_for_something_to_be_done_is_left_out_and_told() {
        policies("""
                @id("free") permit (principal, action, resource is Payables::Bill) when { resource.amount <= 100 };
                @id("two") @obligation("approval") permit (principal, action, resource is Payables::Bill) when { resource.amount <= 900 };
                @id("told") @obligation("notification:audit") permit (principal, action, resource is Payables::Bill) when { resource.urgent };
                @id("strong") @obligation("step_up:urn:mandate:acr:mfa") permit (principal, action, resource is Payables::Bill) when { resource.amount <= 500 };
                """);
        var told = told("ada", "view");
        assertThat(json(told))
                .isEqualTo("{\"and\":[{\"attribute\":\"amount\",\"is\":\"le\",\"value\":100},"
                        + "{\"not\":{\"attribute\":\"urgent\",\"is\":\"eq\",\"value\":true}}]}");
        assertThat(told.filter().leftOut()).containsExactly("two", "told", "strong");
    }

    @Test
    void an_agent_is_told_what_its_person_its_own_policies_and_the_limits_of_its_task_allow() {
        policies(GUIDE + "permit (principal is Mandate::Agent, action, resource is Payables::Bill);");
        world.delegation(
                "bills",
                null,
                "ada",
                "researcher",
                List.of(new ToolScope(
                        "payables/bill:view",
                        List.of(
                                new Constraint("amount", Operator.BETWEEN, List.of("9.5", "100.5")),
                                new Constraint("costCentre", Operator.ONE_OF, List.of("c-1", "c-2"))))));
        var told = told(question("researcher", "bills", "view", "cli_payables", List.of()));
        assertThat(json(told))
                .contains("{\"attribute\":\"amount\",\"is\":\"ge\",\"value\":10}")
                .contains("{\"attribute\":\"amount\",\"is\":\"le\",\"value\":100}")
                .contains("{\"attribute\":\"costCentre\",\"is\":\"in\",\"values\":[\"c-1\",\"c-2\"]}")
                .contains("\"department\"");
        assertThat(told(question("researcher", "bills", "approve", "cli_payables", List.of()))
                        .reason())
                .isEqualTo(Reason.OUTSIDE_SCOPE);
        world.delegation(
                "mailed",
                null,
                "ada",
                "researcher",
                List.of(new ToolScope(
                        "payables/bill:view",
                        List.of(new Constraint("costCentre", Operator.DOMAIN_IN, List.of("acme.example"))))));
        assertThat(sift(question("researcher", "mailed", "view", "cli_payables", List.of()))
                        .unfit())
                .singleElement()
                .satisfies(unfit -> assertThat(unfit.by() + " " + unfit.id()).isEqualTo("delegation del_mailed"));
    }

    @Test
    void within_a_task_it_is_used_no_longer_than_the_task_goes_on() {
        policies("permit (principal, action, resource is Payables::Bill);");
        world.delegation("bills", null, "ada", "researcher", List.of(new ToolScope("payables/bill:view", List.of())));
        var ends = DecisionWorld.NOW.plusSeconds(9);
        world.delegationIs("bills", DelegationState.Status.ACTIVE, ends);
        assertThat(told(question("researcher", "bills", "view", "cli_payables", List.of()))
                        .filter()
                        .until())
                .isEqualTo(ends);
    }

    @Test
    void what_the_limits_of_several_delegations_make_too_large_is_no_failure() {
        policies("permit (principal, action, resource is Payables::Bill);");
        world.delegation("bills", null, "ada", "researcher", List.of(limitedTo("cost-centres")));
        world.delegation("part-of-them", "bills", "researcher", "mailer", List.of(limitedTo("others")));
        var sifting = sift(question("mailer", "part-of-them", "view", "cli_payables", List.of()));
        assertThat(sifting.verdict()).isNull();
        assertThat(sifting.unfit())
                .singleElement()
                .satisfies(unfit -> assertThat(unfit.large()).isTrue());
    }

    private static ToolScope limitedTo(String some) {
        var values = IntStream.range(0, 600)
                .mapToObj(i -> some + "-of-this-department-" + i)
                .toList();
        return new ToolScope("payables/bill:view", List.of(new Constraint("costCentre", Operator.ONE_OF, values)));
    }

    @Test
    void it_is_on_record_as_what_it_is() {
        policies(GUIDE);
        var record = told("ada", "approve").event(Logged.ACKNOWLEDGED);
        assertThat(record).isInstanceOfSatisfying(FilteredDecision.class, filtered -> {
            assertThat(filtered.answer().resource()).isEqualTo("bill/*");
            assertThat(filtered.answer().policyVersion()).isNotEmpty();
            assertThat(filtered.condition()).containsKey("and");
        });
        var withheld = told("ada", "approve").withheld();
        assertThat(withheld.filter().isNever()).isTrue();
        assertThat(withheld.event(Logged.ACKNOWLEDGED)).isInstanceOf(FilteredDecision.class);
    }

    /** {@code -Dfilter.seed} repeats a run, {@code -Dfilter.sets} makes it longer. */
    @Test
    void of_each_bill_it_says_what_an_evaluation_says() throws JsonProcessingException {
        var seed = Long.getLong("filter.seed", 20_261_129L);
        var sets = Integer.getInteger("filter.sets", 40);
        var seen = new TreeSet<String>();
        var compared = 0;
        for (var set = 0; set < sets; set++) {
            var random = new Random(seed + set);
            var texts = new BillPolicies(random).some();
            policies(texts);
            limits(random);
            for (var who : List.of("ada", "finn", "researcher")) {
                var under = who.equals("researcher") ? "limited" : null;
                var sifting = sift(question(who, under, "view", "cli_payables", List.of()));
                var verdict = sifting.verdict();
                if (verdict == null) {
                    seen.add("no filter");
                    continue;
                }
                var filter = verdict.filter();
                seen.add(filter.isAlways() ? "always" : filter.isNever() ? "never" : "condition");
                if (filter.json() != null)
                    assertThat(JSON.writeValueAsBytes(filter.json())).hasSizeLessThanOrEqualTo(Conditions.MOST);
                for (var i = 0; i < 60; i++) {
                    var bill = bill(random);
                    var id = "" + random.nextInt(4);
                    var decided = world.decide(question(who, under, "view", "cli_payables", bill, id));
                    var open = decided.allowed() && decided.obligations().isEmpty();
                    assertThat(new WhichInvoices(filter).has(id, bill))
                            .as(() -> "set of " + seed + "\n" + texts + "\n" + who + "\n" + id + bill + "\n"
                                    + filter.json() + "\n" + decided.reason() + " " + decided.explanation())
                            .isEqualTo(open);
                    compared++;
                    if (open) seen.add("allowed");
                }
            }
        }
        System.out.printf("Filters: seed %d, %d sets, %d bills, %s%n", seed, sets, compared, seen);
        assertThat(seen).contains("condition", "never", "always", "no filter", "allowed");
    }

    private void limits(Random random) {
        var limits = new ArrayList<Constraint>();
        if (random.nextBoolean()) limits.add(new Constraint("amount", Operator.AT_MOST, List.of("500.5")));
        if (random.nextBoolean()) limits.add(new Constraint("paid", Operator.AT_LEAST, List.of("-1")));
        if (random.nextBoolean())
            limits.add(new Constraint("department", Operator.ONE_OF, List.of("Sales", "Finance")));
        if (random.nextInt(4) == 0) limits.add(new Constraint("owner", Operator.ONE_OF, List.of("per_ada")));
        if (random.nextInt(8) == 0) limits.add(new Constraint("urgent", Operator.ONE_OF, List.of("true")));
        world.delegation("limited", null, "ada", "researcher", List.of(new ToolScope("payables/bill:view", limits)));
    }

    private static Map<String, Object> bill(Random random) {
        var bill = new HashMap<String, Object>();
        bill.put("amount", List.of(0, 100, 500, 501, -1, 2500000).get(random.nextInt(6)));
        bill.put("costCentre", List.of("c-1", "c-17", "", "C-1").get(random.nextInt(4)));
        bill.put("department", List.of("Sales", "Finance", "sales").get(random.nextInt(3)));
        bill.put("urgent", random.nextBoolean());
        if (random.nextBoolean())
            bill.put("owner", List.of("per_ada", "per_finn").get(random.nextInt(2)));
        if (random.nextBoolean())
            bill.put("approver", List.of("per_ada", "per_finn").get(random.nextInt(2)));
        if (random.nextBoolean()) bill.put("paid", List.of(0, 100, -1).get(random.nextInt(3)));
        if (random.nextBoolean())
            bill.put("tags", List.of(List.of(), List.of("a"), List.of("a", "b")).get(random.nextInt(3)));
        if (random.nextBoolean())
            bill.put("parents", List.of(Map.of("type", "customer", "id", "c" + random.nextInt(3))));
        // Not as declared now and then: nobody may do anything with such a one.
        if (random.nextInt(12) == 0) bill.remove("department");
        return bill;
    }

    private Verdict told(String who, String action) {
        return told(question(who, null, action, "cli_payables", List.of()));
    }

    private Verdict told(Question question) {
        var verdict = sift(question).verdict();
        if (verdict == null) throw new AssertionError("no filter");
        return verdict;
    }

    private Sifting sift(Question question) {
        return world.pipeline(world.directory, world.sessions).sift(question);
    }

    private static String json(Verdict told) {
        try {
            return JSON.writeValueAsString(told.filter().json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Question question(
            String who, String under, String action, String caller, List<Question.Token> tokens) {
        return question(who, under, action, caller, Map.of(), "*");
    }

    private static Question question(
            String who, String under, String action, String caller, Map<String, Object> bill, String id) {
        var subject = DecisionWorld.id(who);
        return new Question(
                subject.isPerson() ? "person" : "agent",
                subject.value(),
                Question.Action.of(action),
                "bill",
                id,
                null,
                bill.isEmpty() ? Map.of() : Map.of("resource", bill),
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                Question.Proof.NONE,
                new Question.Asker(caller, true, null, Set.of()),
                null,
                null);
    }
}
