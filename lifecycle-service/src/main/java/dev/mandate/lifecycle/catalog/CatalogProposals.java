package dev.mandate.lifecycle.catalog;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes of the catalogue; those with a {@link FarEntry} among them wait for people, whole. */
@ApplicationScoped
class CatalogProposals implements FarReachingChange<CatalogWish, CatalogWrite, CatalogRefusal> {
    private final Catalog catalog;
    private final RolesHeld held;

    CatalogProposals(Catalog catalog, RolesHeld held) {
        this.catalog = catalog;
        this.held = held;
    }

    @Override
    public String kind() {
        return "catalogue";
    }

    @Override
    public Class<CatalogWish> content() {
        return CatalogWish.class;
    }

    @Override
    public Uni<Result<Prepared<CatalogWrite, CatalogRefusal>, CatalogRefusal>> prepare(CatalogWish wish, Actor by) {
        return catalog.plan(wish)
                .map(result -> result.map(plan ->
                        prepared(plan, () -> catalog.write(plan, wish.act(by)).map(Result::done))));
    }

    private Prepared<CatalogWrite, CatalogRefusal> prepared(
            Catalog.Plan plan, Supplier<Uni<Result<CatalogWrite, CatalogRefusal>>> making) {
        var far = FarEntry.among(plan.before(), plan.changed());
        if (far.isEmpty()) return Prepared.near(making);
        var reach = new Reach(
                subject(plan.changed()), state(plan), summary(far, plan), () -> touches(far, new ArrayList<>()));
        return Prepared.far(reach, making);
    }

    /** Counts for those that are shown. */
    private Uni<List<String>> touches(List<FarEntry> far, List<String> lines) {
        if (lines.size() == Math.min(far.size(), ProposedChange.MOST_LINES)) {
            far.stream().skip(lines.size()).map(FarEntry::what).forEach(lines::add);
            return Uni.createFrom().item(lines);
        }
        var entry = far.get(lines.size());
        return held.people(entry.departments(), entry.roles()).chain(count -> {
            lines.add(entry.what() + "; " + people(count) + ", and their agents");
            return touches(far, lines);
        });
    }

    private static String people(long count) {
        return count == 1 ? "1 person" : count + " people";
    }

    private static String subject(List<CatalogEntry> changed) {
        return changed.size() == 1 ? changed.get(0).key() : changed.size() + " entries";
    }

    private static String summary(List<FarEntry> far, Catalog.Plan plan) {
        if (far.size() == 1 && plan.changed().size() == 1)
            return "change the catalogue: " + far.get(0).what();
        return "change " + plan.changed().size() + " entries of the catalogue, " + far.size()
                + " of them with a far reach: "
                + far.stream().map(FarEntry::key).collect(Collectors.joining(", "));
    }

    /** Every entry that it would change, as it is now. */
    private static String state(Catalog.Plan plan) {
        var entries = plan.changed().stream()
                .map(entry -> {
                    var known = plan.before().any(entry.key());
                    return entry.key() + " " + (known == null ? 0 : known.revision());
                })
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(entries).hex();
    }

    @Override
    public String words(CatalogRefusal refusal) {
        return refusal.fault().message();
    }
}
