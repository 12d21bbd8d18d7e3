-- The orders in which the panel lists large tables, so that no page has to sort a million rows.
CREATE INDEX ix_grade_record_valid_from_id ON personnel.grade_record (valid_from, id);
CREATE INDEX ix_assignment_valid_from_id ON personnel.assignment (valid_from, id);
CREATE INDEX ix_salary_increment_valid_from_id ON personnel.salary_increment (valid_from, id);
CREATE INDEX ix_credit_record_period_from_id ON personnel.credit_record (period_from, id);
CREATE INDEX ix_pppk_contract_valid_from_id ON personnel.pppk_contract (valid_from, id);
CREATE INDEX ix_person_name_id ON personnel.person (name, id);
CREATE INDEX ix_employee_status_valid_from_id ON personnel.employee_status (valid_from, id);
CREATE INDEX ix_education_record_graduated_on_id ON personnel.education_record (graduated_on, id);
CREATE INDEX ix_decree_issued_on_id ON personnel.decree (issued_on, id);
CREATE INDEX ix_completion_ended_on_id ON personnel.completion (ended_on, id);
CREATE INDEX ix_assessment_result_assessed_on_id ON personnel.assessment_result (assessed_on, id);
CREATE INDEX ix_award_awarded_on_id ON personnel.award (awarded_on, id);
