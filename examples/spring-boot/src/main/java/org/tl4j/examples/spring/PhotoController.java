package org.tl4j.examples.spring;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;

/** An image in, its labels out: {@code curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' localhost:8080/photos}. */
@RestController
class PhotoController {
    /** Tomcat does not limit a body that is no form. */
    private static final int MOST_BYTES = 20 << 20;

    private static final int MOST_LABELS = 5;

    private final Predictor predictor;

    PhotoController(Predictor predictor) {
        this.predictor = predictor;
    }

    /**
     * The labels of a photo.
     *
     * @param labels the most probable ones first
     * @param unsure whether a person should look
     */
    record Answer(List<ScoredLabel> labels, boolean unsure) {}

    @PostMapping(
            path = "/photos",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    Answer predict(InputStream body) throws IOException {
        byte[] photo = body.readNBytes(MOST_BYTES + 1);
        if (photo.length > MOST_BYTES) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "a photo may have " + MOST_BYTES + " bytes");
        }
        Prediction prediction = predictor.predict(photo);
        return new Answer(prediction.top(MOST_LABELS), prediction.isUnsure());
    }

    /** Such as an empty body. */
    @ExceptionHandler
    ProblemDetail malformed(UsageException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
    }

    /** What the sender can fix; every other exception is ours and stays 500. */
    @ExceptionHandler
    ProblemDetail unusable(DataException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, failure.getMessage());
    }
}
