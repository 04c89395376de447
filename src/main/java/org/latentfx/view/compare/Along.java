package org.latentfx.view.compare;

import java.util.Locale;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.EpochCourse;
import org.latentfx.text.Texts;

/** What the curves run along. Pure; any thread. */
enum Along {
    STEP {
        @Override
        double of(ComparedRun run, long step) {
            return step;
        }
    },
    EPOCH {
        @Override
        double of(ComparedRun run, long step) {
            return EpochCourse.at(run, step);
        }
    },
    /** Not a number where it is not known when the step was done. */
    SECONDS {
        @Override
        double of(ComparedRun run, long step) {
            return run.time().at(step);
        }
    };

    abstract double of(ComparedRun run, long step);

    String label() {
        return Texts.of("compare.along." + key());
    }

    /** Its part of a text key. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
