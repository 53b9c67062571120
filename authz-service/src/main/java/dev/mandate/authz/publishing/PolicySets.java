package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
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

/** What there is of sets, versions and changes. */
@ApplicationScoped
public class PolicySets {
    private final PolicyStore store;

    PolicySets(PolicyStore store) {
        this.store = store;
    }

    /** @param versions how many there are */
    public record SetFacts(
            String set, @Nullable Long active, @Nullable Long shadow, long revision, long versions) {}

    /** @param digest of what was submitted */
    public record VersionFacts(
            String set,
            long version,
            String digest,
            int policies,
            int tests,
            String author,
            @Nullable String comment,
            Instant publishedAt) {}

    /** A set with everything but the texts, the newest version first and the newest change first. */
    public record Whole(SetFacts facts, List<VersionFacts> versions, List<ChangeFacts> changes) {
        /** Nobody has published it, though files may count for it. */
        public static Whole unpublished(String set) {
            return new Whole(new SetFacts(set, null, null, 0, 0), List.of(), List.of());
        }
    }

    public record VersionText(VersionFacts facts, Submission submission) {
        PolicyFiles files() {
            return submission.policyFiles(facts.set());
        }
    }

    /** By name. */
    public Uni<Page<SetFacts>> page(PageRequest page) {
        return Panache.withSession(() -> store.all().chain(rows -> {
            var sets = new TreeMap<String, PolicySetRow>();
            for (var row : rows) sets.put(row.id(), row);
            var wanted = page.from(sets, PolicySetRow::id);
            var facts = Uni.createFrom().item(new ArrayList<SetFacts>());
            for (var row : wanted.items())
                facts = facts.chain(list -> store.versions(row.id()).map(versions -> {
                    list.add(row.facts(versions.size()));
                    return list;
                }));
            return facts.map(list -> new Page<>(List.copyOf(list), wanted.next()));
        }));
    }

    /** Null if there is no such set. */
    public Uni<@Nullable Whole> whole(String set) {
        return Panache.withSession(() -> store.find(set).chain(row -> {
            if (row == null) return Uni.createFrom().nullItem();
            return store.versions(set)
                    .chain(versions -> store.changes(set)
                            .map(changes -> new Whole(
                                    row.facts(versions.size()),
                                    versions.stream()
                                            .map(PolicyVersionRow::facts)
                                            .toList(),
                                    newestFirst(changes))));
        }));
    }

    /** Null if there is no such version. */
    public Uni<@Nullable VersionText> version(String set, long version) {
        return Panache.withSession(() -> store.version(set, version).chain(row -> {
            if (row == null) return Uni.createFrom().nullItem();
            return store.text(row).map(text -> new VersionText(row.facts(), Submission.of(text.sources)));
        }));
    }

    /** As it would be in force; null if there is no such version. */
    public Uni<@Nullable PolicySetVersion> compiled(String set, long version) {
        return Panache.withSession(() -> store.version(set, version).chain(row -> {
            if (row == null) return Uni.createFrom().nullItem();
            return store.text(row).map(text -> PolicySetVersion.of(set, row.id(), text.compiled));
        }));
    }

    private static List<ChangeFacts> newestFirst(List<ChangeFacts> changes) {
        var facts = new ArrayList<>(changes);
        Collections.reverse(facts);
        return List.copyOf(facts);
    }
}
