package org.tl4j.learner;

import java.nio.file.Path;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;

/**
 * What an import has made.
 *
 * @param network what the file held
 * @param entry of the catalogue
 * @param description the catalogue file with that entry
 * @param weights the file of graph and weights
 */
public record ImportReport(ImportedNetwork network, BackboneEntry entry, Path description, Path weights) {}
