package dev.mandate.authz.models;

import dev.mandate.authz.decisions.Decisions;
import dev.mandate.authz.decisions.Question;
import dev.mandate.authz.entities.DirectoryProjection;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Model;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Finds the models or surfaces of the catalogue that a subject may use now. A preview: it leaves no decision records. */
@ApplicationScoped
public class UsableResources {
    private final Decisions decisions;
    private final DirectoryProjection directory;

    UsableResources(Decisions decisions, DirectoryProjection directory) {
        this.decisions = decisions;
        this.directory = directory;
    }

    /**
     * Their ids, sorted.
     *
     * @param type {@code model} or {@code surface}; nothing is found of any other
     * @param about makes the question about one id
     */
    public List<String> find(String type, Function<String, Question> about) {
        var catalogue = directory.directory().catalogue();
        List<? extends CatalogEntry> candidates =
                switch (type) {
                    case "model" -> catalogue.all(Model.class);
                    case "surface" -> catalogue.all(Surface.class);
                    default -> List.of();
                };
        return candidates.stream()
                .map(CatalogEntry::id)
                .filter(id -> decisions.preview(about.apply(id)).allowed())
                .toList();
    }
}
