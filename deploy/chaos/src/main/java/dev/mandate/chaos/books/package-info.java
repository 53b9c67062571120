/**
 * What topics and trail hold in the end, held against the ledger: what was lost, doubled, false or wrongly allowed.
 */
@NullMarked
package dev.mandate.chaos.books;

import org.jspecify.annotations.NullMarked;
