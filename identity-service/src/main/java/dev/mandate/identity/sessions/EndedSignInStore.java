package dev.mandate.identity.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EndedSignInStore implements PanacheRepositoryBase<EndedSignInRow, String> {
    /**
     * Ids of those of this person that had this name.
     *
     * @param issuer whose name for it {@code session} is, as in {@link MeantSignIn}; null for our own id
     */
    Uni<List<String>> ids(String person, @Nullable String issuer, String session) {
        var named = issuer == null
                ? list("personId = ?1 AND id = ?2", person, session)
                : list("personId = ?1 AND issuer = ?2 AND issuerSession = ?3", person, issuer, session);
        return named.map(rows -> rows.stream().map(row -> row.id).toList());
    }

    Uni<Long> deleteOlder(Instant than) {
        return delete("endedAt < ?1", than);
    }
}
