package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search finds exactly what evaluating everything would allow; {@code -Dsearch.seed} repeats a run. */
class SearchFindsWhatIsAllowedTest {
    private static final int PEOPLE = 600;
    private static final List<String> ROLES = List.of("employee", "sales", "finance", "support", "engineering");

    private final long seed = Long.getLong("search.seed", 20_261_125L);
    private final Random random = new Random(seed);
    private final DecisionWorld world = new DecisionWorld();
    private final List<IdentityId> everyone = new ArrayList<>();
    private final Search search = searching(Duration.ofMinutes(1));

    @BeforeEach
    void populate() {
        System.out.println("search sample: seed " + seed);
        everyone.addAll(List.of(DecisionWorld.id("ada"), DecisionWorld.id("finn"), DecisionWorld.id("erin")));
        for (int i = 0; i < PEOPLE; i++) person();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm.read_contact", "payments.transfer", "files.delete", "email.send"})
    void subjects_page_by_page_are_those_whom_evaluating_everyone_allows(String tool) {
        var question = question("person", "", "call", "tool", tool);
        var expected = new TreeSet<String>();
        for (var person : everyone) if (allowed(question.by(person.value()))) expected.add(person.value());
        assertThat(all(wanted -> search.subjects(question, wanted), 37))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void agents_are_found_among_agents_only() {
        var question = question("agent", "", "call", "tool", "web.browse");
        assertThat(all(wanted -> search.subjects(question, wanted), 2))
                .containsExactly("agt_keeper", "agt_mailer", "agt_researcher");
    }

    @Test
    void resources_are_those_that_evaluating_all_of_the_type_allows() {
        for (var person : everyone.subList(0, 40)) {
            for (var type :
                    Map.of("tool", "call", "model", "use", "surface", "use").entrySet()) {
                var question = question("person", person.value(), type.getValue(), type.getKey(), "");
                var expected = new TreeSet<String>();
                for (var id : idsOf(type.getKey())) if (allowed(question.about(id))) expected.add(id);
                assertThat(all(wanted -> search.resources(question, wanted), 3)).containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void actions_are_those_that_evaluating_each_allows() {
        assertThat(actions("ada", "tool", "crm.read_contact")).containsExactly("call");
        assertThat(actions("finn", "tool", "crm.read_contact")).isEmpty();
        assertThat(actions("erin", "model", "frontier-large")).containsExactly("use");
    }

    @Test
    void an_unknown_type_has_nobody_and_nothing() {
        var wanted = new Page.Wanted("", 10);
        assertThat(search.subjects(question("robot", "", "call", "tool", "email.send"), wanted)
                        .found())
                .isEmpty();
        assertThat(search.resources(question("person", "per_ada", "call", "spaceship", ""), wanted)
                        .found())
                .isEmpty();
    }

    @Test
    void who_came_after_the_first_search_is_found_and_who_went_is_not() {
        var question = question("person", "", "call", "tool", "email.send");
        var before = all(wanted -> search.subjects(question, wanted), 50);
        var late = person();
        world.directory.identities().forget("per_ada");
        var expected = new TreeSet<>(before);
        if (allowed(question.by(late.value()))) expected.add(late.value());
        expected.remove("per_ada");
        assertThat(all(wanted -> search.subjects(question, wanted), 50)).containsExactlyElementsOf(expected);
    }

    @Test
    void out_of_patience_a_page_of_resources_ends_early_too_and_no_total_is_told() {
        for (int tool = 0; tool < 200; tool++)
            world.directory.catalogue().apply(new Tool("bulk." + tool, 1, false, "bulk", "bulk", Set.of(), Map.of()));
        var hasty =
                new Search(world.directory, question -> question.resourceId().startsWith("bulk."), Duration.ZERO);
        var question = question("person", "per_ada", "call", "tool", "");
        var first = hasty.resources(question, new Page.Wanted("", 1000));
        assertThat(first.found()).hasSizeLessThan(100);
        assertThat(first.total()).isNull();
        assertThat(all(wanted -> hasty.resources(question, wanted), 1000)).hasSize(200);
    }

    @Test
    void out_of_patience_a_page_ends_early_and_the_next_goes_on_from_there() {
        var hasty = searching(Duration.ZERO);
        var question = question("person", "", "call", "tool", "crm.read_contact");
        var first = hasty.subjects(question, new Page.Wanted("", 1000));
        assertThat(first.next()).isNotNull();
        assertThat(all(wanted -> hasty.subjects(question, wanted), 1000))
                .containsExactlyElementsOf(all(wanted -> search.subjects(question, wanted), 1000));
    }

    private Search searching(Duration patience) {
        return new Search(world.directory, this::allowed, patience);
    }

    private boolean allowed(Question question) {
        return world.decide(question).allowed();
    }

    private List<String> actions(String person, String type, String resource) {
        var question = question("person", DecisionWorld.id(person).value(), "", type, resource);
        return search.actions(question, new Page.Wanted("", 10)).found();
    }

    private static List<String> all(Function<Page.Wanted, Page> pages, int limit) {
        var found = new ArrayList<String>();
        var after = "";
        while (true) {
            var page = pages.apply(new Page.Wanted(after, limit));
            assertThat(page.found().size()).isLessThanOrEqualTo(limit);
            found.addAll(page.found());
            if (page.next() == null) return found;
            after = page.next();
        }
    }

    private List<String> idsOf(String type) {
        var catalogue = world.directory.catalogue();
        return switch (type) {
            case "tool" ->
                catalogue.all(CatalogEntry.Tool.class).stream()
                        .map(CatalogEntry::id)
                        .toList();
            case "model" ->
                catalogue.all(CatalogEntry.Model.class).stream()
                        .map(CatalogEntry::id)
                        .toList();
            default ->
                catalogue.all(CatalogEntry.Surface.class).stream()
                        .map(CatalogEntry::id)
                        .toList();
        };
    }

    private IdentityId person() {
        var id = IdentityId.nextPerson();
        everyone.add(id);
        var status = random.nextInt(8) == 0 ? Status.DISABLED : Status.ACTIVE;
        world.directory
                .identities()
                .apply(
                        id.value(),
                        IdentityState.person(id, "x")
                                .status(status, null)
                                .employeeId("x")
                                .build());
        var grants = new ArrayList<Grant>();
        for (var role : ROLES) {
            if (random.nextInt(3) > 0) continue;
            var until = random.nextInt(4) == 0 ? DecisionWorld.NOW.minusSeconds(1) : null;
            grants.add(new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, Instant.EPOCH, until, "sample"));
        }
        var employment = random.nextInt(8) == 0 ? Employment.ENDED : Employment.ACTIVE;
        world.directory
                .access()
                .apply(
                        id.value(),
                        new AccessState(
                                id,
                                1,
                                false,
                                employment,
                                1,
                                Instant.EPOCH,
                                id.value(),
                                new WorkerAttributes("x", "Example", "x@acme.example", "Sales", "Lead", "DE", null),
                                grants));
        return id;
    }

    private static Question question(String type, String subject, String action, String resourceType, String resource) {
        return new Question(
                type,
                subject,
                Question.Action.of(action),
                resourceType,
                resource,
                Map.of("amount", 10),
                Map.of(),
                null,
                null,
                Question.Proof.NONE,
                "test",
                null,
                null);
    }
}
