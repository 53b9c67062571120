/**
 * What clients were told and what the server behind the gateways did, by the names that both go by: what the books are held against.
 */
@NullMarked
package dev.mandate.chaos.ledger;

import org.jspecify.annotations.NullMarked;
