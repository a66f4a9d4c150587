<?php
// apt install php-cli; then: php -n -S 127.0.0.1:3000 php-warnings.php
//
// Wrong: nobody looks at what json_decode gave, and PHP prints its warnings into the answer. Where there is no php.ini
// (here by -n; also in the official container images) display_errors is on, and then even a fatal error answers 200.
// Upgates concludes: delivered. It reads the status only, so an event that could not be read is never sent again.
// Right: 405 unless it is a POST, 415 unless it is JSON, 400 when json_decode gave null; display_errors = 0.
$call = json_decode(file_get_contents('php://input'), true);
error_log('stored a call of ' . $call['project_name']);
http_response_code(204);
