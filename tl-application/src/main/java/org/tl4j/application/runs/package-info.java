/**
 * The folder of a long run: its request, its checkpoints, and a table of its epochs. An application opens it before
 * training, and again to resume a run.
 */
package org.tl4j.application.runs;
