/** What ends before the tokens that came of it do, told to whoever checks tokens for as long as one could last. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.endings;
