/**
 * Mandate as an operator runs it on a cluster and a database of his own, here on one machine: brokers, database, and each replica of a service
 * as a process, with what can be done to a process, and the patience that its clients need.
 */
@NullMarked
package dev.mandate.chaos.installation;

import org.jspecify.annotations.NullMarked;
