package dev.mandate.authz.engine.search;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Model;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks the guards about each candidate, so that a search finds exactly what evaluations would allow. */
public final class Search {
    private static final List<String> ACTIONS = List.of("call", "use");

    /** How long one page may look; it then ends with what it has, and where to go on. */
    private static final Duration PATIENCE = Duration.ofMillis(120);

    private final Directory directory;
    private final Predicate<Question> allowed;
    private final long patience;

    /** @param allowed what the guards would say */
    public Search(Directory directory, Predicate<Question> allowed) {
        this(directory, allowed, PATIENCE);
    }

    public Search(Directory directory, Predicate<Question> allowed, Duration patience) {
        this.directory = directory;
        this.allowed = allowed;
        this.patience = patience.toNanos();
    }

    /** Resources of the type that the question is about; none of an unknown type. */
    public Page resources(Question question, Page.Wanted wanted) {
        var candidates = candidates(question.resourceType()).stream()
                .map(CatalogEntry::id)
                .toList();
        return page(candidates, question::about, wanted);
    }

    /** What the subject may do with the resource. */
    public Page actions(Question question, Page.Wanted wanted) {
        var declared =
                directory.catalogue().resourceType(question.resourceType()).state();
        var actions = declared == null ? ACTIONS : List.copyOf(declared.type().actions());
        return page(actions, question::doing, wanted);
    }

    /**
     * People, or agents, who may do it. A page may have fewer than were wanted, even none, and yet not be the last: of a million
     * identities, those who may can be far between.
     */
    public Page subjects(Question question, Page.Wanted wanted) {
        var prefixes =
                switch (question.subjectType()) {
                    case "person" -> List.of(IdentityId.PERSON);
                    case "agent" -> List.of(IdentityId.AGENT);
                    case "workload" -> List.of(IdentityId.WORKLOAD);
                    default -> List.<String>of();
                };
        if (prefixes.isEmpty()) return new Page(List.of(), null, 0);
        var prefix = prefixes.get(0);
        var found = new ArrayList<String>();
        var late = new Late();
        var after = wanted.after().compareTo(prefix) > 0 ? wanted.after() : prefix;
        for (var ids = directory.identities().keysAfter(after); ids.hasNext(); ) {
            var id = ids.next();
            if (!id.startsWith(prefix)) break;
            if (allowed.test(question.by(id))) found.add(id);
            if (late.now() || found.size() == wanted.limit()) return new Page(List.copyOf(found), id, null);
        }
        return new Page(List.copyOf(found), null, null);
    }

    private List<? extends CatalogEntry> candidates(String type) {
        var catalogue = directory.catalogue();
        return switch (type) {
            case "tool" -> catalogue.all(Tool.class);
            case "model" -> catalogue.all(Model.class);
            case "surface" -> catalogue.all(Surface.class);
            default -> List.of();
        };
    }

    /** First what comes after the pages before, then what only counts for the total, as far as patience goes. */
    private Page page(List<String> candidates, Function<String, Question> about, Page.Wanted wanted) {
        var first = 0;
        while (first < candidates.size() && candidates.get(first).compareTo(wanted.after()) <= 0) first++;
        var late = new Late();
        var found = new ArrayList<String>();
        var total = 0;
        var looked = wanted.after();
        for (var candidate : candidates.subList(first, candidates.size())) {
            if (late.now()) return new Page(List.copyOf(found), goOn(found, wanted, looked), null);
            looked = candidate;
            if (!allowed.test(about.apply(candidate))) continue;
            total++;
            if (found.size() < wanted.limit()) found.add(candidate);
        }
        var next = found.size() < total ? found.get(found.size() - 1) : null;
        for (var candidate : candidates.subList(0, first)) {
            if (late.now()) return new Page(List.copyOf(found), next, null);
            if (allowed.test(about.apply(candidate))) total++;
        }
        return new Page(List.copyOf(found), next, total);
    }

    private static String goOn(List<String> found, Page.Wanted wanted, String looked) {
        return found.size() < wanted.limit() ? looked : found.get(found.size() - 1);
    }

    /** Looks at the clock before each candidate but the first: a large question takes as long about one as small ones about hundreds. */
    private final class Late {
        private final long until = System.nanoTime() + patience;
        private boolean begun;

        boolean now() {
            if (begun) return System.nanoTime() > until;
            begun = true;
            return false;
        }
    }
}
