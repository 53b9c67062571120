/** What pages of more than one service say alike. */
package dev.mandate.pages;
