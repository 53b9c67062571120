package dev.mandate.identity.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.identity.browser.NetworkOf;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.registration.RegistrationConfig.Policy;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.proposals.SecondPersonConfig;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Registers applications that ask for it, as the policy lets them. Nothing of it is a client before a person lets it in. Every method needs a
 * transaction.
 */
@ApplicationScoped
class Registrations {
    private static final Logger LOG = Logger.getLogger(Registrations.class);

    private final RegistrationStore store;
    private final SoftwareStatements statements;
    private final RegistrationConfig config;
    private final SecondPerson second;
    private final SecondPersonConfig proposals;
    private final InstantSource clock;

    Registrations(
            RegistrationStore store,
            SoftwareStatements statements,
            RegistrationConfig config,
            SecondPerson second,
            SecondPersonConfig proposals,
            InstantSource clock) {
        this.store = store;
        this.statements = statements;
        this.config = config;
        this.second = second;
        this.proposals = proposals;
        this.clock = clock;
    }

    /**
     * @param waits for people who look through it
     * @param token by which it reads, changes and ends its registration
     */
    record Registered(String id, ClientMetadata metadata, Instant at, boolean waits, String token) {}

    /** @param address that the request came from */
    Uni<Result<Registered, Fault>> register(ObjectNode said, String address) {
        if (config.policy() == Policy.OFF)
            return Result.nowRefused(new Fault(Fault.Kind.OFF, "nobody registers himself here"));
        return read(said)
                .chain(wanted -> room(address, wanted.known()).chain(room -> {
                    if (!room)
                        return Result.nowRefused(new Fault(Fault.Kind.TOO_MANY, "too many wait to be used already"));
                    var now = clock.instant();
                    var row = RegistrationRow.of(
                            SelfRegistered.PREFIX
                                    + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT),
                            wanted.metadata(),
                            NetworkOf.address(address),
                            now);
                    var token = RandomSecret.next();
                    row.tokenHash = RandomSecret.hash(token);
                    row.admittedAt = wanted.known() ? now : null;
                    row.endsAt = now.plus(wanted.known() ? config.unused() : proposals.proposalsEnd());
                    return store.persistAndFlush(row)
                            .replaceWith(Result.done(
                                    new Registered(row.id, wanted.metadata(), now, !wanted.known(), token)));
                }));
    }

    /** @param known whether its publisher is */
    record Wanted(ClientMetadata metadata, boolean known) {}

    /** What it may be by the policy. */
    Result<Wanted, Fault> read(ObjectNode said) {
        var statement = said.path("software_statement");
        if (statement.isMissingNode() || statement.isNull())
            return ClientMetadata.read(said, config.scopes()).then(this::byHost);
        if (!statement.isTextual()) return Result.refused(Fault.statement("it is a text"));
        return statements
                .read(statement.textValue())
                .then(stated -> stated.path("redirect_uris").isMissingNode()
                        ? Result.refused(Fault.statement("it has no redirect_uris, which only its publisher says"))
                        : ClientMetadata.read(merged(said, stated), config.scopes())
                                .map(metadata -> new Wanted(metadata, true)));
    }

    /** What is stated counts for what is said. */
    private static JsonNode merged(ObjectNode said, JsonNode stated) {
        var all = said.deepCopy();
        // Nobody but the publisher says where people come back to.
        all.remove("post_logout_redirect_uris");
        stated.fields().forEachRemaining(member -> all.set(member.getKey(), member.getValue()));
        return all;
    }

    private Result<Wanted, Fault> byHost(ClientMetadata metadata) {
        var known = config.hosts().orElse(Set.of()).containsAll(metadata.places());
        return known || config.policy() == Policy.REVIEW
                ? Result.done(new Wanted(metadata, known))
                : Result.refused(Fault.uri("people come back only to hosts that are known here"));
    }

    private Uni<Long> inReview() {
        return store.countInReview(clock.instant().minus(proposals.proposalsEnd()));
    }

    /** Whether one more may wait for people, that nobody has to make room for. */
    Uni<Boolean> mayWait() {
        return inReview().map(waiting -> waiting < config.mostInReview());
    }

    private Uni<Boolean> room(String address, boolean known) {
        var network = NetworkOf.address(address);
        var site = RegistrationStore.site(network);
        return store.countOpenFrom(network)
                .chain(from -> from >= config.mostOfAddress()
                        ? no()
                        : store.countOpenOf(site).map(of -> of < config.mostOfSite()))
                .chain(may -> !may || known
                        ? Uni.createFrom().item(may)
                        : inReview().chain(waiting -> waiting < config.mostInReview() ? yes() : pushesOut(site, true)))
                .chain(may -> may
                        ? store.countOpen().chain(all -> all < config.most() ? yes() : pushesOut(site, false))
                        : no());
    }

    /** Where all places are taken, whoever has most of them makes room. */
    private Uni<Boolean> pushesOut(String site, boolean inReview) {
        return store.crowding(site, inReview)
                .chain(found -> found.map(this::makesRoom).orElseGet(Registrations::no));
    }

    private Uni<Boolean> makesRoom(String id) {
        return second.hold(id).chain(() -> store.locked(id)).chain(found -> {
            if (found.filter(RegistrationRow::isUntouched).isEmpty()) return no();
            LOG.infof("%s, which nobody uses, makes room for another", id);
            return store.delete(found.get())
                    .chain(store::flush)
                    .chain(() -> second.withdraw(id, "it made room for another"))
                    .replaceWith(true);
        });
    }

    private static Uni<Boolean> yes() {
        return Uni.createFrom().item(true);
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }

    /** Empty for one that isn't there, or not any more. */
    Uni<Optional<RegistrationRow>> find(String id) {
        return store.find(id)
                .map(row ->
                        row.filter(it -> it.endedAt == null && clock.instant().isBefore(it.endsAt)));
    }

    /** It stays as it is until the transaction ends. */
    Uni<Void> hold(String id) {
        return store.locked(id).replaceWithVoid();
    }

    /** Somebody has let it in. */
    Uni<Void> agreed(String id) {
        var now = clock.instant();
        return store.update("agreedAt = ?1, endsAt = ?2 WHERE id = ?3", now, now.plus(config.idle()), id)
                .replaceWithVoid();
    }
}
