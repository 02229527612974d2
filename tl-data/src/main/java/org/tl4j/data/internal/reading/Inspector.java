package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.HeaderReader;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;

/** Inspects the content of files, each in one pass over its bytes. Thread-safe. */
final class Inspector {
    private final FileListing listing;
    private final ImageLimits limits;

    Inspector(FileListing listing, ImageLimits limits) {
        this.listing = listing;
        this.limits = limits;
    }

    Inspection inspect(Candidate candidate) {
        try (InputStream in = listing.open(candidate)) {
            return look(candidate, in);
        } catch (BrokenImageException e) {
            return unusable(candidate, e.getMessage());
        } catch (IOException e) {
            return unusable(candidate, "cannot be read: " + Listings.reason(e));
        }
    }

    private Inspection look(Candidate candidate, InputStream in) throws IOException, BrokenImageException {
        MessageDigest sha256 = Digest.sha256();
        HeaderReader bytes = HeaderReader.of(in, sha256, limits);
        Optional<ImageHeader> header = ImageHeaders.read(bytes, limits);
        if (header.isEmpty()) {
            return noImage(candidate, bytes);
        }
        if (candidate.annotation().isEmpty()) {
            return unusable(candidate, "lies in no class folder; " + Layout.HELP);
        }
        bytes.drain();
        return new Inspection.Usable(
                candidate,
                new Sample(
                        candidate.location(), candidate.annotation().get(), Digest.from(sha256), candidate.subset()));
    }

    private static Inspection noImage(Candidate candidate, HeaderReader bytes) throws IOException {
        boolean promised = candidate.label().isPresent()
                ? ImageFormat.hasImageExtension(candidate.name())
                : ImageFormat.hasPhotoExtension(candidate.name());
        if (!candidate.listed() && !promised) {
            return new Inspection.NoImage();
        }
        return unusable(candidate, ImageHeaders.unknown(bytes).getMessage());
    }

    private static Inspection unusable(Candidate candidate, String reason) {
        return new Inspection.Unusable(candidate, new SkippedImage(candidate.location(), reason));
    }
}
