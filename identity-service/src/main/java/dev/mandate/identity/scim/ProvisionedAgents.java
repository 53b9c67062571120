package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.AgentRefusal;
import dev.mandate.identity.agents.AgentStops;
import dev.mandate.identity.agents.AgentTerms;
import dev.mandate.identity.agents.Agents;
import dev.mandate.identity.agents.OfferRequest;
import dev.mandate.identity.agents.Offers;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.delegations.DelegatorRule;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Agents as an agent platform keeps them. Each comes to be and is stopped as by {@code POST /agents}: whoever is named as its owner is asked, and
 * until he has accepted it does nothing. Every method needs a transaction.
 */
@ApplicationScoped
class ProvisionedAgents {
    static final String MANDATE = "urn:mandate:params:scim:schemas:extension:2.0:Agent";

    private static final Reason INACTIVE = new Reason("it was set inactive by SCIM");
    private static final Reason ACTIVE = new Reason("it was set active by SCIM");
    private static final Reason DELETED = new Reason("it was deleted by SCIM");
    private static final int LONGEST = 100;
    private static final List<String> GIVEN_ONCE = List.of("platform", "purpose", "delegators", "parent");
    private static final ObjectNode FIRST = JsonNodeFactory.instance.objectNode();

    static {
        FIRST.withObject("/" + MANDATE)
                .put("platform", "scim")
                .put("purpose", "unspecified")
                .put("delegators", "OWNER");
    }

    private final ScimStore store;
    private final ClientRoom room;
    private final Agents agents;
    private final AgentStops stops;
    private final Offers offers;
    private final OwnedAgents owned;
    private final AgentTerms terms;
    private final InstantSource clock;

    ProvisionedAgents(
            ScimStore store,
            ClientRoom room,
            Agents agents,
            AgentStops stops,
            Offers offers,
            OwnedAgents owned,
            AgentTerms terms,
            InstantSource clock) {
        this.store = store;
        this.room = room;
        this.agents = agents;
        this.stops = stops;
        this.offers = offers;
        this.owned = owned;
        this.terms = terms;
        this.clock = clock;
    }

    record Created(ScimRow row, Clients.Registered client) {}

    private record Checked(
            String nameKey,
            IdentityId owner,
            @Nullable AgentDescription described,
            @Nullable Validity validity) {}

    Uni<Result<Created, ScimRefusal>> create(ObjectNode wanted, Provisioner by) {
        var agent = filled(wanted, FIRST);
        return room.oneMore(ScimKind.AGENT, by)
                .chain(free -> free.chain(ok -> checked(agent, "")))
                .chain(result -> result.chain(checked -> parent(agent, by)
                        .chain(kept -> kept.chain(
                                parent -> agents.register(registration(agent, checked, parent.orElse(null)), by.by())
                                        .map(registered -> registered.because(ScimRefusal::of))))
                        .chain(registered -> registered.chain(made -> {
                            var row = ScimRow.of(made.agent().identity().value(), ScimKind.AGENT, by, clock.instant());
                            row.become(agent, checked.nameKey(), clock.instant());
                            var created = new Created(row, made.client());
                            return store.persist(row)
                                    .chain(() -> isActive(agent) ? done(row) : stop(row, INACTIVE, by))
                                    .map(kept -> kept.map(ignored -> created));
                        }))));
    }

    /** @param seen the version that the change was made of; null where none was named */
    Uni<Result<ScimRow, ScimRefusal>> replace(String id, @Nullable Long seen, ObjectNode wanted, Provisioner by) {
        return store.held(by.client(), ScimKind.AGENT, id, seen)
                .chain(found -> found.chain(row -> {
                    var before = row.content();
                    var agent = filled(wanted, before);
                    var fixed = firstChanged(before, agent);
                    if (fixed.isPresent())
                        return Result.nowRefused(new ScimRefusal(
                                ScimRefusal.Why.IMMUTABLE, fixed.get() + " is given once; register another agent"));
                    if (before.equals(agent)) return Result.nowDone(row);
                    return checked(agent, id)
                            .chain(result -> result.chain(checked -> asked(row, before, checked, by)
                                    .chain(ok -> ok.chain(it -> switched(row, before, agent, by)))
                                    .chain(ok -> ok.chain(it -> described(row, before, checked.described(), by)))
                                    .chain(ok -> ok.chain(it -> bounded(row, before, checked.validity(), by)))
                                    .map(ok -> ok.map(it -> {
                                        row.become(agent, checked.nameKey(), clock.instant());
                                        return row;
                                    }))));
                }));
    }

    /** It stays stopped, and whoever comes by its name later is another. */
    Uni<Result<ScimRow, ScimRefusal>> delete(String id, @Nullable Long seen, Provisioner by) {
        return store.held(by.client(), ScimKind.AGENT, id, seen)
                .chain(found -> found.chain(row -> stop(row, DELETED, by)
                        .chain(stopped -> stopped.chain(it -> {
                            row.delete(clock.instant());
                            return store.leaveAll(id).replaceWith(() -> Result.done(row));
                        }))));
    }

    private Uni<Result<Checked, ScimRefusal>> checked(ObjectNode agent, String id) {
        var large = ClientRoom.tooLarge(agent);
        if (large.isPresent()) return Result.nowRefused(large.get());
        for (var text : List.of(agent.path("displayName"), of(agent, "platform"), of(agent, "purpose")))
            if (text.asText().isBlank() || text.asText().length() > LONGEST || !PlainText.is(text.asText()))
                return Result.nowRefused(ScimRefusal.badValue("displayName, platform and purpose are texts of 1 to "
                        + LONGEST + " characters, which " + PlainText.RULE));
        var owners = agent.path("owners");
        var owner = owners.size() == 1
                ? IdentityId.parse(owners.get(0).path("value").asText()).filter(IdentityId::isPerson)
                : Optional.<IdentityId>empty();
        if (owner.isEmpty())
            return Result.nowRefused(
                    ScimRefusal.badValue("owners names one person by his id: who is asked to answer for it"));
        return ScimAgentExtension.of(agent.path(MANDATE))
                .chain(described -> ScimAgentExtension.validity(agent.path(MANDATE))
                        .chain(validity ->
                                checked(agent, id, owner.get(), described.orElse(null), validity.orElse(null))));
    }

    private Uni<Result<Checked, ScimRefusal>> checked(
            ObjectNode agent,
            String id,
            IdentityId owner,
            @Nullable AgentDescription described,
            @Nullable Validity validity) {
        return ScimName.key(agent.path("agentUserName").textValue(), "agentUserName")
                .chain(key -> store.isTaken(ScimKind.AGENT, key, id)
                        .map(taken -> taken
                                ? Result.refused(new ScimRefusal(
                                        ScimRefusal.Why.TAKEN, "an agent has this agentUserName already"))
                                : Result.done(new Checked(key, owner, described, validity))));
    }

    /** Which agent makes it: one that this client keeps. Whether that may act is looked at when it registers. */
    private Uni<Result<Optional<IdentityId>, ScimRefusal>> parent(ObjectNode agent, Provisioner by) {
        var named = of(agent, "parent");
        if (named.isMissingNode()) return Result.nowDone(Optional.empty());
        return store.of(by.client(), ScimKind.AGENT, named.asText())
                .map(found -> found.map(row ->
                                Result.<Optional<IdentityId>, ScimRefusal>done(Optional.of(new IdentityId(row.id))))
                        .orElseGet(() -> Result.refused(ScimRefusal.of(AgentRefusal.NO_SUCH_PARENT))));
    }

    private static Agents.Registration registration(ObjectNode agent, Checked checked, @Nullable IdentityId parent) {
        return new Agents.Registration(
                agent.path("displayName").asText(),
                checked.owner(),
                of(agent, "platform").asText(),
                of(agent, "purpose").asText(),
                null,
                null,
                of(agent, "delegators").asText().equals("EVERYBODY")
                        ? new DelegatorRule(Delegators.EVERYBODY, Set.of())
                        : DelegatorRule.OWNER,
                new Agents.Said(checked.described(), false, checked.validity(), parent));
    }

    /** What is given once may be left out. */
    private static ObjectNode filled(ObjectNode wanted, JsonNode before) {
        var agent = wanted.deepCopy();
        for (var name : List.of("agentUserName", "displayName"))
            if (!agent.hasNonNull(name) && before.hasNonNull(name)) agent.set(name, before.get(name));
        if (!agent.hasNonNull("displayName")) agent.set("displayName", agent.path("agentUserName"));
        var ours = agent.withObject("/" + MANDATE);
        for (var name : GIVEN_ONCE)
            if (!ours.hasNonNull(name) && of(before, name).isTextual()) ours.set(name, of(before, name));
        return agent;
    }

    private static JsonNode of(JsonNode agent, String member) {
        return agent.path(MANDATE).path(member);
    }

    private static Optional<String> firstChanged(JsonNode before, JsonNode after) {
        for (var name : List.of("agentUserName", "displayName"))
            if (!before.path(name).equals(after.path(name))) return Optional.of(name);
        return GIVEN_ONCE.stream()
                .filter(name -> !of(before, name).equals(of(after, name)))
                .findFirst();
    }

    /** Another owner is asked; until he accepts, who answers for it now goes on. */
    private Uni<Result<ScimRow, ScimRefusal>> asked(ScimRow row, JsonNode before, Checked checked, Provisioner by) {
        var was = before.path("owners").path(0).path("value").asText();
        if (was.equals(checked.owner().value())) return done(row);
        return offers.make(new OfferRequest(new OwnedId(row.id), checked.owner(), null), by.by())
                .map(made -> made.because(ScimRefusal::of).map(ignored -> row));
    }

    /** The platform's word, by which no policy goes until an administrator says the same. It only counts where it changes. */
    private Uni<Result<ScimRow, ScimRefusal>> described(
            ScimRow row, JsonNode before, @Nullable AgentDescription described, Provisioner by) {
        var same = ScimAgentExtension.of(before.path(MANDATE))
                .fold(said -> said.equals(Optional.ofNullable(described)), wrong -> false);
        if (same) return done(row);
        return terms.describe(new IdentityId(row.id), described, false, by.by())
                .map(said -> said.because(ScimRefusal::of).map(ignored -> row));
    }

    /** When it may act, as its platform says; of a time that somebody has set by hand, it only shortens that. */
    private Uni<Result<ScimRow, ScimRefusal>> bounded(
            ScimRow row, JsonNode before, @Nullable Validity wanted, Provisioner by) {
        var said = ScimAgentExtension.validity(before.path(MANDATE)).fold(it -> it.orElse(null), wrong -> null);
        if (Objects.equals(said, wanted)) return done(row);
        var id = new IdentityId(row.id);
        return owned.locked(id).chain(agent -> {
            if (!agent.map(it -> it.isItsPlatforms(wanted)).orElse(true))
                return Result.nowRefused(new ScimRefusal(
                        ScimRefusal.Why.DECIDED_BY_HAND, "somebody else has set its time, and lengthens it"));
            return terms.platformsValidity(id, wanted, by.by())
                    .map(set -> set.because(ScimRefusal::of).map(ignored -> row));
        });
    }

    private Uni<Result<ScimRow, ScimRefusal>> switched(ScimRow row, JsonNode before, JsonNode after, Provisioner by) {
        if (isActive(before) == isActive(after)) return done(row);
        return isActive(after) ? resume(row, by) : stop(row, INACTIVE, by);
    }

    private Uni<Result<ScimRow, ScimRefusal>> stop(ScimRow row, Reason reason, Provisioner by) {
        return stops.stop(new IdentityId(row.id), reason, by.by())
                .map(stopped -> stopped.because(ScimRefusal::of).map(ignored -> row));
    }

    /** Only what this client alone has stopped: a kill switch that a person has pulled is his, also where he came later. */
    private Uni<Result<ScimRow, ScimRefusal>> resume(ScimRow row, Provisioner by) {
        var id = new IdentityId(row.id);
        return owned.locked(id).chain(agent -> {
            var another =
                    agent.filter(it -> it.isStoppedByAnotherThan(by.by().by().subject()));
            if (another.isPresent())
                return Result.nowRefused(new ScimRefusal(
                        ScimRefusal.Why.DECIDED_BY_HAND, "somebody else has stopped it, and resumes it"));
            return stops.resume(id, ACTIVE, by.by())
                    .map(resumed -> resumed.because(ScimRefusal::of).map(ignored -> row));
        });
    }

    private static boolean isActive(JsonNode agent) {
        return agent.path("active").asBoolean(true);
    }

    private static Uni<Result<ScimRow, ScimRefusal>> done(ScimRow row) {
        return Result.nowDone(row);
    }
}
