/** The trail as a transparency log: an append-only Merkle tree over its lines, signed checkpoints of it, and what is held against them. */
@NullMarked
package dev.mandate.audit.transparency;

import org.jspecify.annotations.NullMarked;
