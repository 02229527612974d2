/**
 * Code that applications share and that does not depend on a command line: typed settings and their files, run folders,
 * tables, JSON documents, and the texts of results. The command {@code tl} uses it, as a report or a server may;
 * nothing in it prints, ends the process, or names an option.
 */
package org.tl4j.application;
