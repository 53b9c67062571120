package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of artifact of its own, as small as one can be: its candidates are its texts, told as reasons of facts about the person that
 * the set is named after, and the text {@code forbidden} may not count.
 */
final class DutySets extends ArtifactStore<DutySets.DutySet, DutySets.DutySetVersion, DutySets.DutySetChange>
        implements PublicationRules<DutySets.DutySet, DutySets.DutySetVersion, DutySets.Duties>,
                ActivationRules<DutySets.DutySet, DutySets.DutySetVersion> {

    @Entity(name = "DutySet")
    @Table(name = "duty_set")
    static class DutySet extends ArtifactRow {}

    @Entity(name = "DutySetVersion")
    @Table(name = "duty_set_version")
    static class DutySetVersion extends VersionRow {
        protected DutySetVersion() {}

        DutySetVersion(String text) {
            super(text, 0);
        }
    }

    @Entity(name = "DutySetChange")
    @Table(name = "duty_set_change")
    static class DutySetChange extends ChangeRow {}

    record Duties(String set, String text) {}

    DutySets() {
        super(DutySet.class, DutySetVersion.class, DutySetChange.class);
    }

    @Override
    public Uni<Result<DutySet, Refusal>> artifact(Duties duties) {
        return lockedOrNew(
                        duties.set(),
                        "insert into duty_set (id) values (:id) on conflict do nothing",
                        Map.of("id", duties.set()))
                .map(Result::done);
    }

    @Override
    public Optional<DutySetVersion> same(Duties duties, List<DutySetVersion> versions) {
        return versions.stream().filter(it -> it.digest().equals(duties.text())).findFirst();
    }

    @Override
    public DutySetVersion version(Duties duties) {
        return new DutySetVersion(duties.text());
    }

    @Override
    public Facts<AdministrationEvent> published(DutySetVersion version, Actor by) {
        return told(version.artifact(), "published " + version.version(), by);
    }

    @Override
    public Uni<@Nullable DutySet> artifact(String named) {
        return locked(named);
    }

    @Override
    public boolean rollsBackToShipped() {
        return false;
    }

    @Override
    public Uni<Optional<Refusal>> against(PlannedChange<DutySet, DutySetVersion> planned) {
        var target = planned.target();
        var refused = target != null && target.digest().equals("forbidden");
        return Uni.createFrom()
                .item(refused ? Optional.of(Refusal.forbidden("Ask somebody who may")) : Optional.empty());
    }

    @Override
    public Uni<List<String>> touches(PlannedChange<DutySet, DutySetVersion> planned) {
        return Uni.createFrom()
                .item(List.of("whoever has the duties of " + planned.artifact().id()));
    }

    @Override
    public Uni<Facts<AdministrationEvent>> changed(PlannedChange<DutySet, DutySetVersion> planned, ChangeFacts change) {
        var set = planned.artifact();
        return Uni.createFrom()
                .item(told(set.id(), change.revision() + " " + change.kind() + " " + set.active(), planned.by()));
    }

    @Override
    public String author(Actor by) {
        return by.acting();
    }

    private static Facts<AdministrationEvent> told(String set, String what, Actor by) {
        return Facts.of(AdministrationEvent.FAMILY, new PersonEvent.Stopped(new IdentityId(set), new Reason(what), by));
    }
}
