package dev.mandate.identity.tasks;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.limits.ToolArgument;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class CatalogueToolStore implements PanacheRepositoryBase<CatalogueToolRow, String> {
    private static final String KEEP = """
            INSERT INTO catalogue_tools (id, revision, deleted, title, description, application, server, labels, arguments)
            VALUES (:id, :revision, :deleted, :title, :description, :application, :server, :labels, :arguments)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, deleted = excluded.deleted,
                title = excluded.title, description = excluded.description,
                application = excluded.application, server = excluded.server, labels = excluded.labels,
                arguments = excluded.arguments
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
                        .setParameter("application", tool.application())
                        .setParameter("server", tool.server())
                        .setParameter(
                                "labels",
                                tool.labels().stream().map(ToolLabel::text).collect(Collectors.joining(" ")))
                        .setParameter(
                                "arguments",
                                ToolArgument.of(tool.argumentsSchema())
                                        .map(ToolArgument::write)
                                        .orElse(null))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Map<String, CatalogueToolRow>> named(Collection<String> ids) {
        return list("id IN ?1", ids)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, Function.identity())));
    }

    /**
     * Those of an MCP server: that were accepted as its tools. Where none is known as that, since they were registered before it was kept or by hand,
     * those of the application of its name, and those whose own name begins with it, as the gateway calls what its file names otherwise nowhere.
     */
    Uni<List<CatalogueToolRow>> ofServer(String server, int most) {
        return find("deleted = false AND server = ?1 ORDER BY title, id", server)
                .range(0, most - 1)
                .list()
                .chain(accepted -> accepted.isEmpty()
                        ? namedLike(server, most)
                        : Uni.createFrom().item(accepted));
    }

    /** What is known as another server's isn't its. */
    private Uni<List<CatalogueToolRow>> namedLike(String server, int most) {
        return find(
                        "deleted = false AND server IS NULL AND (application = ?1 OR id LIKE ?2) ORDER BY title, id",
                        server,
                        server + ".%")
                .range(0, most - 1)
                .list();
    }

    Uni<Boolean> isEmpty() {
        return count().map(count -> count == 0);
    }
}
