/** Where somebody is signed in, for administrators, who end it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.signins;
