package dev.mandate.identity.registration;

import dev.mandate.identity.locks.RowLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class RegistrationStore implements PanacheRepositoryBase<RegistrationRow, String> {
    /** In hexadecimal digits, as {@code NetworkOf} writes it; an address of IPv4 is shorter. */
    private static final int NETWORK_OF_IPV6 = 16;

    private static final int SITE_OF_IPV6 = 12;
    private static final String SITE = "CASE WHEN length(network) = " + NETWORK_OF_IPV6 + " THEN substring(network, 1, "
            + SITE_OF_IPV6 + ") ELSE network END";

    Uni<Optional<RegistrationRow>> find(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    /** After what it proposed, and before its client. */
    Uni<Optional<RegistrationRow>> locked(String id) {
        return RowLock.take(RegistrationRow.class, id);
    }

    /** Those that nobody has agreed to. */
    Uni<Long> countOpen() {
        return count("agreedAt IS NULL AND endedAt IS NULL");
    }

    /** @param since what wants to be something else since then waits too */
    Uni<Long> countInReview(Instant since) {
        return count("(admittedAt IS NULL OR pending IS NOT NULL AND pendingAt > ?1) AND endedAt IS NULL", since);
    }

    /** What belongs to one customer of a provider: of IPv6 the /48, whose networks he has by the ten thousand; else the network. */
    static String site(String network) {
        return network.length() == NETWORK_OF_IPV6 ? network.substring(0, SITE_OF_IPV6) : network;
    }

    Uni<Long> countOpenOf(String site) {
        return count(SITE + " = ?1 AND agreedAt IS NULL AND endedAt IS NULL", site);
    }

    /**
     * The id of the oldest of the site that has most of those that nobody has used or looked through: empty unless it has two more than
     * this one, so that nobody is pushed out who has one alone.
     *
     * @param inReview only those that wait for people
     */
    Uni<Optional<String>> crowding(String than, boolean inReview) {
        var these = "agreedAt IS NULL AND endedAt IS NULL AND "
                + (inReview
                        ? "(admittedAt IS NULL OR admittedAt = createdAt AND pending IS NOT NULL)"
                        : "(admittedAt IS NULL OR admittedAt = createdAt)");
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "SELECT " + SITE + " AS site, count(*) AS many FROM RegistrationRow WHERE " + these
                                        + " GROUP BY site ORDER BY many DESC",
                                Object[].class)
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .chain(most -> most == null
                        ? Uni.createFrom().item(Optional.<String>empty())
                        : count(SITE + " = ?1 AND " + these, than)
                                .chain(own -> (long) most[1] < own + 2
                                        ? Uni.createFrom().item(Optional.<String>empty())
                                        : find(SITE + " = ?1 AND " + these + " ORDER BY createdAt", most[0])
                                                .<RegistrationRow>firstResult()
                                                .map(row ->
                                                        Optional.ofNullable(row).map(it -> it.id))));
    }

    Uni<Long> countOpenFrom(String network) {
        return count("network = ?1 AND agreedAt IS NULL AND endedAt IS NULL", network);
    }

    /** Some whose time is over, locked. */
    Uni<List<RegistrationRow>> over(Instant now, int most) {
        return find("endsAt < ?1 AND endedAt IS NULL ORDER BY endsAt", now)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Some that ended before, locked. */
    Uni<List<RegistrationRow>> endedBefore(Instant time, int most) {
        return find("endedAt < ?1 ORDER BY endedAt", time)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
