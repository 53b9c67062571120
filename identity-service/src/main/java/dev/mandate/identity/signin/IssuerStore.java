package dev.mandate.identity.signin;

import dev.mandate.identity.keys.SealedColumn;
import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** An issuer's row is locked before the roots of sessions. */
@ApplicationScoped
class IssuerStore implements PanacheRepositoryBase<IssuerRow, String> {
    @Produces
    SealedColumn sealed() {
        return SealedColumn.of("issuers", "issuer", "client_secret", Providers::ownerOf);
    }

    /** Nobody else changes it, or registers it where it isn't known yet, until the transaction ends. */
    Uni<Optional<IssuerRow>> locked(String issuer) {
        return NamedLock.take("issuer " + issuer, 2)
                .chain(() -> findById(issuer, LockModeType.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    /** It stays as it is until the transaction ends. */
    Uni<Optional<IssuerRow>> held(String issuer) {
        return findById(issuer, LockModeType.PESSIMISTIC_READ).map(Optional::ofNullable);
    }

    /** Those whose state was never told, locked; a registered issuer is a rare thing. */
    Uni<List<IssuerRow>> untold() {
        return find("revision = 0 ORDER BY issuer")
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Optional<IssuerRow>> provider(String id) {
        return find("providerId", id).firstResult().map(Optional::ofNullable);
    }

    /** Those by which people sign in now. */
    Uni<List<IssuerRow>> providers(int most) {
        return find("provider IS NOT NULL AND stoppedReason IS NULL ORDER BY providerId")
                .page(0, most)
                .list();
    }

    /** Whether one more may sign people in; nobody else has one more do so until the transaction ends. */
    Uni<Boolean> hasRoomForProvider() {
        return NamedLock.take("providers", 2)
                .chain(() -> count("provider IS NOT NULL AND stoppedReason IS NULL"))
                .map(count -> count < Providers.MOST);
    }

    /** Those that were providers, and sign nobody in now: stopped, or no providers any more. */
    Uni<List<IssuerRow>> formerProviders() {
        return list("providerId IS NOT NULL AND (provider IS NULL OR stoppedReason IS NOT NULL) ORDER BY issuer");
    }

    Uni<List<IssuerRow>> page(PageRequest page) {
        return find("issuer > ?1 ORDER BY issuer", page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list();
    }
}
