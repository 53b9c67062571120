/**
 * Who works with it meanwhile: agents and their people, callers of gateways, administrators, newcomers, and those who lose what they had and
 * go on asking. All that they are told goes on the ledger.
 */
@NullMarked
package dev.mandate.chaos.agents;

import org.jspecify.annotations.NullMarked;
