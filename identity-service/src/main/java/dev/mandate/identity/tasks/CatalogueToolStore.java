package dev.mandate.identity.tasks;

import dev.mandate.events.lifecycle.CatalogEntry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class CatalogueToolStore implements PanacheRepositoryBase<CatalogueToolRow, String> {
    private static final String KEEP = """
            INSERT INTO catalogue_tools (id, revision, deleted, title, description)
            VALUES (:id, :revision, :deleted, :title, :description)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, deleted = excluded.deleted,
                title = excluded.title, description = excluded.description
            WHERE catalogue_tools.revision < excluded.revision""";

    /** A late one changes nothing. */
    Uni<Void> keep(CatalogEntry.Tool tool) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("id", tool.id())
                        .setParameter("revision", tool.revision())
                        .setParameter("deleted", tool.deleted())
                        .setParameter("title", tool.title())
                        .setParameter("description", tool.description())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Map<String, CatalogueToolRow>> named(Collection<String> ids) {
        return list("id IN ?1", ids)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, Function.identity())));
    }

    Uni<Boolean> isEmpty() {
        return count().map(count -> count == 0);
    }
}
