/** {@code mandate provision}: prepares brokers and a database that exist. */
@NullMarked
package dev.mandate.cli.provisioning;

import org.jspecify.annotations.NullMarked;
