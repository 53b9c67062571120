package dev.mandate.audit.publishing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.audit.rules.CurrentRules;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.publishing.ChangeFacts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is of rules, versions and changes. */
@ApplicationScoped
class Rules {
    private final RuleStore store;
    private final CurrentRules current;

    Rules(RuleStore store, CurrentRules current) {
        this.store = store;
        this.current = current;
    }

    /**
     * @param active the version that counts; null where what was shipped does, or nothing
     * @param shadow the version that is watched
     * @param shipped digest of the rule of this id that came with the service; null if none did
     * @param inForce digest that this replica judges by; null while it judges by none
     */
    record RuleFacts(
            String rule,
            String name,
            @Nullable Long active,
            boolean retired,
            @Nullable Long shadow,
            @Nullable String shipped,
            @Nullable String inForce,
            long revision) {}

    /**
     * @param digest as findings name the version
     * @param warnings what is probably misspelt in its text; told to whoever publishes it alone
     */
    record VersionFacts(
            String rule,
            long version,
            String digest,
            String title,
            String level,
            int tests,
            String author,
            @Nullable String comment,
            Instant publishedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<RuleProblem> warnings) {
        VersionFacts warned(List<RuleProblem> warnings) {
            return new VersionFacts(rule, version, digest, title, level, tests, author, comment, publishedAt, warnings);
        }
    }

    /** A rule with everything but the texts, the newest version first and the newest change first. */
    record Whole(RuleFacts facts, List<VersionFacts> versions, List<ChangeFacts> changes) {}

    record VersionText(VersionFacts facts, String sigma) {}

    /** Published and shipped ones, by id. */
    Uni<Page<RuleFacts>> page(PageRequest page) {
        return Panache.withSession(store::all).map(rows -> {
            var facts = new TreeMap<String, RuleFacts>();
            for (var rule : current.standingIn().rules()) facts.put(rule.id(), shipped(rule));
            for (var row : rows) facts.put(row.id(), facts(row));
            return page.from(facts, RuleFacts::rule);
        });
    }

    /** @param rule id or name; null if there is none */
    Uni<@Nullable Whole> whole(String rule) {
        return Panache.withSession(() -> store.called(rule).chain(row -> {
            if (row == null) {
                var shipped = shippedCalled(rule);
                return Uni.createFrom()
                        .item(shipped == null ? null : new Whole(shipped(shipped), List.of(), List.of()));
            }
            return store.versions(row.id())
                    .chain(versions -> store.changes(row.id())
                            .map(changes -> new Whole(
                                    facts(row),
                                    versions.stream().map(RuleVersionRow::facts).toList(),
                                    newestFirst(changes))));
        }));
    }

    /** @param version its number or its digest; null if there is none */
    Uni<@Nullable VersionText> version(String rule, String version) {
        return Panache.withSession(() -> store.called(rule).chain(row -> {
            if (row == null) return Uni.createFrom().<@Nullable VersionText>nullItem();
            return store.versions(row.id())
                    .map(versions -> versions.stream()
                            .filter(each -> Long.toString(each.version()).equals(version)
                                    || each.digest().equals(version))
                            .findFirst()
                            .map(each -> new VersionText(each.facts(), each.sigma))
                            .orElse(null));
        }));
    }

    RuleFacts facts(RuleRow row) {
        return new RuleFacts(
                row.id(),
                row.name(),
                row.active(),
                row.retired,
                row.shadow(),
                current.standingIn().rule(row.id()).map(Rule::version).orElse(null),
                current.get().rule(row.id()).map(Rule::version).orElse(null),
                row.revision());
    }

    /** Of those that came with the service; null if none is called so. */
    @Nullable
    Rule shippedCalled(String rule) {
        var shipped = current.standingIn();
        return shipped.rules().stream()
                .filter(each -> each.id().equals(rule) || shipped.nameOf(each).equals(rule))
                .findFirst()
                .orElse(null);
    }

    String nameOfShipped(Rule rule) {
        return current.standingIn().nameOf(rule);
    }

    private RuleFacts shipped(Rule rule) {
        return new RuleFacts(
                rule.id(),
                nameOfShipped(rule),
                null,
                false,
                null,
                rule.version(),
                current.get().rule(rule.id()).map(Rule::version).orElse(null),
                0);
    }

    private static List<ChangeFacts> newestFirst(List<ChangeFacts> changes) {
        var facts = new ArrayList<>(changes);
        Collections.reverse(facts);
        return List.copyOf(facts);
    }
}
