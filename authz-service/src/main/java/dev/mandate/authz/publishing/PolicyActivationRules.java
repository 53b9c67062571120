package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicyParts;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.authz.policies.PolicyProjection;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.publishing.ActivationRules;
import dev.mandate.messaging.publishing.ArtifactChange;
import dev.mandate.messaging.publishing.ChangeFacts;
import dev.mandate.messaging.publishing.Facts;
import dev.mandate.messaging.publishing.PlannedChange;
import dev.mandate.messaging.publishing.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The policies of {@code governance} are asked, and the parts of a version are told before what names it and go after. */
record PolicyActivationRules(PolicyStore store, PublishingRight right, PolicyProjection files)
        implements ActivationRules<PolicySetRow, PolicyVersionRow> {
    private static final String ACTIVATE = "activate";

    @Override
    public Uni<@Nullable PolicySetRow> artifact(String named) {
        return store.locked(named);
    }

    /** What is shipped is older than any history: whoever wants it back takes the set out of force. */
    @Override
    public boolean rollsBackToShipped() {
        return false;
    }

    @Override
    public Uni<Optional<Refusal>> against(PlannedChange<PolicySetRow, PolicyVersionRow> planned) {
        var set = planned.artifact();
        var publisher = Publisher.of(planned.by());
        var target = planned.target();
        var kind = planned.plan().change().kind();
        var facts = target == null
                ? new PublishingContext(false, false, 0)
                : new PublishingContext(
                        target.author().equals(publisher.name()),
                        planned.history().watched(target.version()),
                        target.tests());
        var refusal = right.refusal(publisher, action(kind), set.id(), facts);
        if (refusal != null) return Uni.createFrom().item(Optional.of(Refusal.forbidden(refusal)));
        var ofGovernance = set.id().equals(PolicySetVersion.GOVERNANCE);
        if (!ofGovernance || kind.ofShadow() || target == null || planned.plan().changesNothing())
            return Uni.createFrom().item(Optional.empty());
        return store.text(target)
                .map(text -> locksOut(text, publisher)
                        ? Optional.of(
                                Refusal.conflict(
                                        "Leave yourself the right to activate governance; by this version nobody could undo it for you"))
                        : Optional.empty());
    }

    @Override
    public Uni<List<String>> touches(PlannedChange<PolicySetRow, PolicyVersionRow> planned) {
        var set = planned.artifact().id();
        var target = planned.plan().after().version();
        return files(set, planned.version(planned.plan().before().version()))
                .chain(before ->
                        files(set, planned.version(target)).map(after -> PolicyReach.of(set, before, after, target)));
    }

    /** Without a version those of the set that the files are in force of. */
    private Uni<@Nullable PolicyFiles> files(String set, @Nullable PolicyVersionRow version) {
        if (version == null) return Uni.createFrom().item(files.standIn(set).orElse(null));
        return store.text(version)
                .map(text -> new PolicySets.VersionText(version.facts(), Submission.of(text.sources)).files());
    }

    private static String action(ArtifactChange.Kind kind) {
        return switch (kind) {
            case ACTIVATE, DEACTIVATE, RETIRE -> ACTIVATE;
            case ROLL_BACK -> "roll_back";
            case WATCH, UNWATCH -> "watch";
        };
    }

    /** Whoever publishes other rules for publishing must be able to take them back. */
    private boolean locksOut(PolicyTextRow text, Publisher publisher) {
        var version = PolicySetVersion.of(PolicySetVersion.GOVERNANCE, text.id, text.compiled);
        var book = new PolicyBook(PolicySet.compile(version.policies()), version.name());
        var context = new PublishingContext(false, false, 0);
        return right.refusal(book, publisher, ACTIVATE, PolicySetVersion.GOVERNANCE, context) != null;
    }

    @Override
    public Uni<Facts<PolicyRecord>> changed(PlannedChange<PolicySetRow, PolicyVersionRow> planned, ChangeFacts change) {
        var set = planned.artifact();
        var active = planned.version(set.active());
        var shadow = planned.version(set.shadow());
        var activation = new PolicyRecord.Activation(
                set.id(),
                change.revision(),
                false,
                active == null ? null : active.asActivated(),
                shadow == null ? null : shadow.asActivated(),
                change.at(),
                change.author(),
                told(change.kind()),
                planned.by());
        return arriving(planned).map(records -> {
            records.add(activation);
            for (var version : planned.plan().leaving()) records.addAll(gone(set, planned.version(version)));
            return new Facts<>(PolicyRecord.FAMILY, records);
        });
    }

    private static PolicyRecord.PolicySetChange told(ArtifactChange.Kind kind) {
        return switch (kind) {
            case ACTIVATE -> PolicyRecord.PolicySetChange.ACTIVATED;
            case ROLL_BACK -> PolicyRecord.PolicySetChange.ROLLED_BACK;
            case DEACTIVATE, RETIRE -> PolicyRecord.PolicySetChange.DEACTIVATED;
            case WATCH -> PolicyRecord.PolicySetChange.WATCHED;
            case UNWATCH -> PolicyRecord.PolicySetChange.UNWATCHED;
        };
    }

    private Uni<List<PolicyRecord>> arriving(PlannedChange<PolicySetRow, PolicyVersionRow> planned) {
        Uni<List<PolicyRecord>> records = Uni.createFrom().item(ArrayList::new);
        for (var number : planned.plan().arriving()) {
            var version = planned.version(number);
            if (version == null) continue;
            records = records.chain(so -> store.text(version).map(text -> {
                so.addAll(parts(planned.artifact(), number, text.compiled));
                return so;
            }));
        }
        return records;
    }

    private static List<PolicyRecord> parts(PolicySetRow set, long version, String text) {
        var parts = PolicyParts.split(text);
        return IntStream.range(0, parts.size())
                .<PolicyRecord>mapToObj(number ->
                        new PolicyRecord.Part(set.id(), version, number, set.revision(), false, parts.get(number)))
                .toList();
    }

    private static List<PolicyRecord> gone(PolicySetRow set, @Nullable PolicyVersionRow version) {
        if (version == null) return List.of();
        return IntStream.range(0, version.parts)
                .<PolicyRecord>mapToObj(
                        number -> new PolicyRecord.Part(set.id(), version.version(), number, set.revision(), true, ""))
                .toList();
    }

    @Override
    public String author(Actor by) {
        return Publisher.of(by).name();
    }
}
