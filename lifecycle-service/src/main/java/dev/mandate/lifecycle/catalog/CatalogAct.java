package dev.mandate.lifecycle.catalog;

import dev.mandate.events.administration.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who writes the catalogue, and why.
 *
 * @param imported whether many entries come at once
 * @param reason null if he doesn't say
 */
record CatalogAct(Actor by, boolean imported, @Nullable String reason) {}
