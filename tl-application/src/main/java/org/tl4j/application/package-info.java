/**
 * What applications share without being a command line: typed settings and their files, the folders of runs, tables, JSON
 * documents, and the words that print results. The command {@code tl} uses it, as a report or a server may; nothing in it prints,
 * ends the process, or names an option.
 */
package org.tl4j.application;
