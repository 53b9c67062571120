package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.Offer.Status;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Offers are locked after people, agents and clients, in the order of the agents' ids, and before delegations. */
@ApplicationScoped
class OfferStore implements PanacheRepositoryBase<OfferRow, String> {
    /** Of an offer never changes whose it is, so this needs no lock, and takes none of the rows. Empty for one that was replaced. */
    Uni<Optional<OwnedId>> agentOf(OfferId offer) {
        return Panache.getSession()
                .chain(session -> session.createQuery("SELECT o.agentId FROM OfferRow o WHERE o.id = :id", String.class)
                        .setParameter("id", offer.value())
                        .getSingleResultOrNull()
                        .map(agent -> Optional.ofNullable(agent).map(OwnedId::new)));
    }

    /** Nobody else changes it until the transaction ends. */
    Uni<Optional<OfferRow>> locked(OwnedId agent) {
        return findById(agent.value(), LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** Those of these agents, and those that ask one of these people, locked. */
    Uni<List<OfferRow>> lockedTouching(Collection<OwnedId> agents, Collection<IdentityId> people) {
        return find(
                        "agentId IN ?1 OR (toId IN ?2 AND status = ?3) ORDER BY agentId",
                        agents.stream().map(OwnedId::value).toList(),
                        texts(people),
                        Status.OPEN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<OfferRow>> ofAgents(Collection<String> agents) {
        return find("agentId IN ?1", agents).list();
    }

    Uni<Optional<OfferRow>> ofId(OfferId offer) {
        return find("id", offer.value()).firstResult().map(Optional::ofNullable);
    }

    /** Those that can be accepted, the latest first. */
    Uni<List<OfferRow>> openTo(IdentityId person, Instant now, PageRequest page) {
        return find(
                        "toId = ?1 AND status = ?2 AND endsAt > ?3 AND (?4 = '' OR id < ?4) ORDER BY id DESC",
                        person.value(),
                        Status.OPEN,
                        now,
                        page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }

    private static List<String> texts(Collection<IdentityId> ids) {
        return ids.stream().map(IdentityId::value).toList();
    }
}
