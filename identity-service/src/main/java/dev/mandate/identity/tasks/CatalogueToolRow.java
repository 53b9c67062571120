package dev.mandate.identity.tasks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "catalogue_tools")
@SuppressWarnings("NullAway.Init")
class CatalogueToolRow {
    @Id
    String id;

    long revision;

    boolean deleted;

    String title;

    @Nullable
    String description;
}
