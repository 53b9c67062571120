/** An agent as people make theirs, which knows nothing of Mandate: a loop around a model, and a server of tools. */
@NullMarked
package dev.mandate.cli.loop;

import org.jspecify.annotations.NullMarked;
