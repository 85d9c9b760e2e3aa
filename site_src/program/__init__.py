"""From content files to a static site: loader -> checks -> model -> pages and bundle -> MkDocs -> site/."""
